create table script (id integer);
insert into script values (1);
