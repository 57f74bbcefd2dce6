select 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, nosuch, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43;
select '日本語日本語日本語日本語日本語日本語日本語日本語日本語', nosuch, '日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語';
select 1,
2,
	nosuch	, 'rest of the line', 'that goes on and on and on and on and on and on and on and on and on and on';
select nosuch /* a comment */, 'x', 'that goes on and on and on and on and on and on and on and on and on and on';
select E'\n', '🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘', nosuch, 'and more and more and more and more and more and more and more';
