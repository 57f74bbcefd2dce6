select '<a><b>x</b></a>'::xml;
select xmlelement(name foo, xmlattributes('v' as bar), 'content');
select xmlforest('x' as a, 1 as b), xmlcomment('c'), xmlpi(name php, 'echo');
select xpath('/a/b/text()', '<a><b>x</b><b>y</b></a>');
select xmlparse(document '<?xml version="1.0"?><a/>'), xmlserialize(content '<a/>' as text);
select '<a>'::xml;
select * from xmltable('/r/i' passing '<r><i n="1">x</i><i n="2">y</i></r>' columns n int path '@n', t text path '.');
