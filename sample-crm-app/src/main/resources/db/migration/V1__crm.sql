create table organisation (
    id         bigint generated always as identity primary key,
    name       varchar(200) not null,
    city       varchar(100) not null,
    country    char(2)      not null,
    category   varchar(20)  not null,
    created_at timestamptz  not null default now(),
    constraint organisation_name_unique unique (name),
    constraint organisation_category_known check (category in ('COMPANY', 'INSTITUTION', 'ASSOCIATION'))
);

create table contact (
    id              bigint generated always as identity primary key,
    organisation_id bigint       not null,
    first_name      varchar(100) not null,
    last_name       varchar(100) not null,
    email           varchar(200),
    phone           varchar(40),
    created_at      timestamptz  not null default now(),
    constraint contact_organisation_exists foreign key (organisation_id) references organisation (id) on delete cascade
);

create index contact_organisation on contact (organisation_id);

create table contract (
    id              bigint generated always as identity primary key,
    organisation_id bigint         not null,
    title           varchar(200)   not null,
    amount          numeric(15, 2) not null,
    currency        char(3)        not null,
    start_date      date           not null,
    end_date        date,
    created_at      timestamptz    not null default now(),
    -- No cascade: an organisation with contracts cannot be deleted.
    constraint contract_organisation_exists foreign key (organisation_id) references organisation (id),
    constraint contract_amount_not_negative check (amount >= 0),
    constraint contract_period_in_order check (end_date is null or end_date >= start_date)
);

create index contract_organisation on contract (organisation_id);
