// Given names that one person bears in several spellings, because languages of one country have their own: Vladimir, Volodymyr.

const groups = `
vladimir volodymyr uladzimir wladimir wolodymyr wlodzimierz
sergei sergey serhiy serhii siarhei sergej siergiej sergii serguei
dmitry dmitri dmitriy dmytro dzmitry dmitrij dimitri
alexander aleksandr oleksandr aliaksandr alexandr aleksander alyaksandr
alexei aleksei alexey aleksey oleksiy oleksii aliaksei aleksej
nikolai nikolay mykola mikalai nikolaj
mikhail mykhailo michail mikhailo mikhaylo michajlo michal
andrei andrey andriy andrii andrej andrzej
pavel pavlo pawel
pyotr petr petro piotr
yevgeny evgeny evgeni yevhen yauhen yevgeniy jewgeni evgenii
igor ihor ihar
oleg oleh aleh
grigory hryhoriy ryhor grigori
konstantin kostiantyn kanstantsin kostyantyn
vasily vasyl vasil vassily wassili
viktor victor viktar wiktor
yuri yury yuriy yurii juri jurij iouri
vitaly vitaliy vitali vitalii witali
gennady hennadiy gennadi gennadiy
denis denys dzianis
kirill kyrylo kiryl
anatoly anatoliy anatol anatoli
valery valeriy valeri waleri valerii
arseny arseniy arsenii
maxim maksim maksym
timur tymur
leonid leanid
roman raman
stepan stsiapan
fyodor fedor fedir
matvei matvey matviy
artyom artem artsiom
ruslan rouslan
ekaterina yekaterina kateryna katsiaryna jekaterina
elena yelena olena alena jelena
svetlana svitlana sviatlana swetlana swietlana
tatiana tatyana tetiana tatsiana
natalia natalya nataliia natallia
maria mariya maryia marija mariia
yulia julia yuliia iuliia yuliya julija
olga olha volha
anna hanna ganna
irina iryna irena
daria darya darija dariia
victoria viktoria viktoriia wiktoria
`;
const byName = new Map<string, readonly string[]>();
for (const group of groups.trim().split("\n")) {
  const names = group.split(" ");
  for (const name of names) byName.set(name, names);
}

/** All spellings of a given name in lower case, itself among them; null if it has only one. */
export const givenNameSpellings = (name: string): readonly string[] | null => byName.get(name) ?? null;
