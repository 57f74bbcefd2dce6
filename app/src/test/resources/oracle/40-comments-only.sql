-- nothing here
/* nor here; /* really */ */
   
;
;;
-- the end