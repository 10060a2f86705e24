-- The table that the program reads; its user needs SELECT on it, and nothing more.
create table customers (
  customer_number varchar(20) primary key,
  login varchar(64) not null unique,     -- name of the PPPoE account
  password varchar(64) not null,         -- of the PPPoE account
  plan varchar(64) not null,             -- name of a /ppp/profile of the router
  status varchar(10) not null            -- active, overdue or departed
);
