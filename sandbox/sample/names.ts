/** Names for people and companies. `plain` is what a login is made of. */

/** A part of a name as it is written, and in the letters of a login. */
export type NamePart = { readonly written: string; readonly plain: string };

const latin = (written: string): NamePart => ({ written, plain: written.toLowerCase() });
const spelled = (written: string, plain: string): NamePart => ({ written, plain });

/** First names. */
export const firstNames: readonly NamePart[] = [
  ...['Amelia', 'Marcus', 'Priya', 'Daniel', 'Grace', 'Tomas', 'Hannah', 'Victor', 'Naomi', 'Patrick'].map(
    latin,
  ),
  ...['Sofia', 'Oliver', 'Ingrid', 'Samuel', 'Leila', 'Andrew', 'Carmen', 'Felix', 'Miriam', 'Walter'].map(
    latin,
  ),
  ...['Joan', 'Rahul', 'Bettina', 'Curtis', 'Denise', 'Elliot', 'Fatima', 'Gordon', 'Helena', 'Isaac'].map(
    latin,
  ),
  spelled('Jürgen', 'juergen'),
  spelled('Łukasz', 'lukasz'),
  spelled('Zoë', 'zoe'),
  spelled('François', 'francois'),
  spelled('Søren', 'soren'),
  spelled('Нина', 'nina'),
  spelled('Дмитрий', 'dmitri'),
  spelled('Ελένη', 'eleni'),
  spelled('美咲', 'misaki'),
  spelled('伟', 'wei'),
  spelled('민준', 'minjun'),
  spelled('प्रिया', 'priya'),
];

/** Last names. */
export const lastNames: readonly NamePart[] = [
  ...['Bennett', 'Castillo', 'Dawson', 'Erikson', 'Fischer', 'Gallagher', 'Hughes', 'Ivanov', 'Jensen'].map(
    latin,
  ),
  ...['Keller', 'Lindgren', 'Morrison', 'Novak', 'Okafor', 'Petersen', 'Quinn', 'Rossi', 'Sanders'].map(
    latin,
  ),
  ...['Thompson', 'Ueda', 'Vasquez', 'Whitfield', 'Xu', 'Young', 'Zimmerman', 'Abbott', 'Brandt'].map(latin),
  ...['Chaudhry', 'Delgado', 'Everett', 'Fontaine', 'Greene', 'Holloway', 'Iyer', 'Jacobs'].map(latin),
  spelled("O'Connor", 'oconnor'),
  spelled('van der Berg', 'vanderberg'),
  spelled('García Márquez', 'garcia'),
  spelled('Müller-Lüdenscheidt', 'mueller'),
  spelled('Dvořák', 'dvorak'),
  spelled('Смирнова', 'smirnova'),
  spelled('Παπαδόπουλος', 'papadopoulos'),
  spelled('田中', 'tanaka'),
  spelled('王', 'wang'),
  spelled('김', 'kim'),
  spelled('शर्मा', 'sharma'),
];

/** Companies: the first three run the networks, the others own mailboxes. */
export const companies: readonly string[] = [
  'Meridian Supply Network',
  'Northgate Trading Exchange',
  'Harbor & Vine Commerce',
  'Alder Creek Foods',
  'Blue Mesa Logistics',
  'Cobalt Automotive Parts',
  'Dunmore Pharmaceuticals',
  'Eastlake Grocers',
  'Fairbanks Hardware',
  'Glenrock Textiles',
  'Hollis Medical Supply',
  'Ironwood Furniture',
  'Juniper Outdoor Goods',
  'Kestrel Electronics',
  'Larkspur Cosmetics',
  'Bäckerei Grünwald GmbH',
  'Société Générale des Épices et Condiments de la Méditerranée Occidentale',
  '東京物産株式会社',
];

/** Mobile carriers that ECGrid knows. */
export const carriers = ['Verizon', 'TMobile', 'ATT', 'USCellular', 'BoostMobile', 'MetroPCS'] as const;
