// When a digest appeared, and when a source had been read last before it brought an entry: so the first round of a watchlist or digest is known.

export const sql = `
alter table digests add column appeared_at timestamptz;
alter table entries add column read_before timestamptz;
`;
