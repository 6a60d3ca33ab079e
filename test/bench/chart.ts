/** Line charts with logarithmic axes, as an SVG that is read alike on light and dark pages: it has its own background. */

/** One size of the directory, what we take, and what cannot be less. */
export type Point = { readonly users: number; readonly ours: number; readonly limit: number };

/** A chart: `limit` names the line beside ours, `text` a value of the axis. */
export type Chart = {
  readonly title: string;
  readonly limit: string;
  readonly points: readonly Point[];
  readonly text: (value: number) => string;
};

const [width, height, gap, top] = [250, 190, 78, 64];
const colors = { paper: '#ffffff', ink: '#1f2328', faint: '#d1d9e0', ours: '#0b62c4', limit: '#b35900' };

/** Powers of ten that hold all values between them. */
const decades = (values: readonly number[]): readonly number[] => {
  const positive = values.filter((value) => value > 0);
  const least = Math.floor(Math.log10(Math.min(...positive)));
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...positive))));
  return Array.from({ length: most - least + 1 }, (_, index) => 10 ** (least + index));
};

/** Where a value is between the first and the last of the decades, 0 to 1. */
const share = (value: number, axis: readonly number[]): number => {
  const [first = 1, last = 10] = [axis[0], axis.at(-1)];
  return (Math.log10(Math.max(value, first)) - Math.log10(first)) / (Math.log10(last) - Math.log10(first));
};

const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const number = (value: number): string => String(Math.round(value * 10) / 10);

const label = (x: number, y: number, text: string, more = ''): string =>
  `<text x="${number(x)}" y="${number(y)}" ${more}>${inXml(text)}</text>`;

const line = (points: readonly (readonly [number, number])[], color: string, more = ''): string =>
  `<polyline fill="none" stroke="${color}" ${more} points="${points.map((point) => point.map(number).join(',')).join(' ')}"/>`;

const thousands = (value: number): string => (value < 1000 ? String(value) : `${value / 1000}k`);

const drawChart = ({ title, limit, points, text }: Chart, left: number): string => {
  const xs = decades(points.map(({ users }) => users));
  const ys = decades(points.flatMap(({ ours, limit: least }) => [ours, least]));
  const x = (users: number): number => left + share(users, xs) * width;
  const y = (value: number): number => top + height - share(value, ys) * height;
  const grid = [
    ...ys.map((value) =>
      line(
        [
          [left, y(value)],
          [left + width, y(value)],
        ],
        colors.faint,
      ),
    ),
    ...xs.map((users) =>
      line(
        [
          [x(users), top],
          [x(users), top + height],
        ],
        colors.faint,
      ),
    ),
    ...ys.map((value) => label(left - 6, y(value) + 4, text(value), 'text-anchor="end"')),
    ...xs.map((users) => label(x(users), top + height + 16, thousands(users), 'text-anchor="middle"')),
  ];
  return [
    ...grid,
    label(left, top - 12, title, 'font-weight="bold"'),
    line(
      points.map(({ users, limit: least }) => [x(users), y(least)]),
      colors.limit,
      'stroke-width="2" stroke-dasharray="5 4"',
    ),
    line(
      points.map(({ users, ours }) => [x(users), y(ours)]),
      colors.ours,
      'stroke-width="2"',
    ),
    ...points.map(
      ({ users, ours }) =>
        `<circle cx="${number(x(users))}" cy="${number(y(ours))}" r="3" fill="${colors.ours}"/>`,
    ),
    label(left, top + height + 40, '— ours', `fill="${colors.ours}"`),
    label(left + 50, top + height + 40, `- - ${limit}`, `fill="${colors.limit}"`),
  ].join('\n');
};

/** Draws charts side by side over the number of users. @returns the text of an SVG file */
export const drawCharts = (title: string, charts: readonly Chart[]): string => {
  const all = [charts.length * (width + gap) + 24, top + height + 64];
  const size = all.map(number).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" width="${all[0]}" height="${all[1]}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="12" fill="${colors.ink}">
<title id="title">${inXml(title)}: time, requests and memory against the number of users</title>
<rect width="100%" height="100%" rx="6" fill="${colors.paper}"/>
${label(24, 26, `${title}, by number of users`, 'font-size="15" font-weight="bold"')}
${charts.map((chart, index) => drawChart(chart, 70 + index * (width + gap))).join('\n')}
</svg>
`;
};
