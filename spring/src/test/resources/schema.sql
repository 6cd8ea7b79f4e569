create table if not exists placed (reference text);
create table if not exists settled (reference text);
