// Renews the secrets: earlier versions left the data folder readable to every user of the machine. Links to unsubscribe in older mails end.

export const sql = `
delete from secrets;
`;
