// How many articles of a host were put into stories, and how many of them were others', so that who usually reprints is known.

export const sql = `
create table outlet_habits (host text primary key, articles int not null, reprints int not null);
`;
