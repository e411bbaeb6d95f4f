-- A file is over: whatever it set, became or left open ends here, so that the next file starts as this one did.
reset session authorization;
reset role;
reset all;
close all;
discard temp;
deallocate all;
unlisten *;
