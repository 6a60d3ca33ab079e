/** The page of stale accounts: which active users have not signed in for long, never, or nobody knows when. */
import { staleDays, staleKinds } from '../../domain/staleAccounts.ts';
import { longestFilter } from '../../protocol/stalePage.ts';
import type { FromStalePage, StaleModel, ToStalePage } from '../../protocol/stalePage.ts';
import type { Bridge } from '../bridge.ts';
import { choiceList } from '../choiceList.ts';
import { button, textField } from '../components.ts';
import { element } from '../element.ts';
import { pageTitle, profileLine } from '../header.ts';
import { readingLine } from '../readingLine.ts';
import { sectionView } from './staleSection.ts';
import { chosenDays, emptyReport, suspendLabel, summary, unreadableText } from './staleTexts.ts';

/** The page. */
export type StalePage = {
  readonly element: HTMLElement;
  readonly receive: (message: ToStalePage) => void;
};

const keysDoNotCount =
  'ECGrid does not publish whether using an API key counts as signing in: ask before you suspend an account that programs use.';

/** Which records cannot be read, behind a line that opens. */
const unreadableView = () => {
  const count = element('summary');
  const list = element('ul');
  const view = element('details', { class: 'warning' }, count, list);
  return {
    element: view,
    show: ({ report }: StaleModel): void => {
      count.textContent = report ? unreadableText(report) : '';
      view.hidden = count.textContent === '';
      list.replaceChildren(
        ...(report?.unreadable.records ?? []).map(({ name, reason }) =>
          element('li', {}, `${name}: ${reason}`),
        ),
      );
    },
  };
};

/** Makes the page. It is drawn again with every message; what was selected stays so while it is shown. */
export const createStalePage = (
  first: StaleModel,
  { post, draft, keep }: Bridge<FromStalePage>,
): StalePage => {
  let model = first;
  /** True while the page waits for what it asked for: there is no use in asking more often than that is answered. */
  let isAsked = false;
  const selected = new Set(draft()?.selected);
  const where = element('div');
  const reading = readingLine(() => post({ type: 'refresh' }));
  const counts = element('p', { class: 'counts', role: 'status' });
  const empty = element('p', { class: 'empty' });
  const unreadable = unreadableView();
  const filter = textField('Filter');
  filter.value = first.filter;
  filter.placeholder = 'Login, name, AuthLevel, network…';
  filter.maxlength = longestFilter;
  const days = choiceList('Not signed in for', () => look());
  days.offer(
    staleDays.map((count) => ({ value: String(count), label: `${count} days` })),
    String(first.days),
  );
  const look = (): void => {
    const wanted = { days: chosenDays(days.value()) ?? model.days, filter: filter.value };
    if (isAsked || (wanted.days === model.days && wanted.filter === model.filter)) return;
    isAsked = true;
    post({ type: 'look', ...wanted });
  };
  filter.addEventListener('input', look);

  const sections = staleKinds.map((kind) => ({
    kind,
    view: sectionView(kind, {
      isSelected: (userId) => selected.has(userId),
      onSelect: (userIds, isSelected) => {
        for (const userId of userIds) {
          if (isSelected) selected.add(userId);
          else selected.delete(userId);
        }
        keep({ selected: [...selected] });
        mark();
      },
      onShow: (userId) => post({ type: 'showUser', userId }),
    }),
  }));
  /** Only who is seen is acted on: who was selected and is hidden by a filter now is not among them. */
  const seen = (): number[] =>
    sections.flatMap(({ view }) => view.drawn()).filter((userId) => selected.has(userId));
  const suspend = button(suspendLabel(0), 'primary', () => post({ type: 'suspend', userIds: seen() }));
  const save = button('Export…', 'secondary', () => post({ type: 'export' }));
  const mark = (): void => {
    for (const { view } of sections) view.markAll();
    const { length } = seen();
    suspend.textContent = suspendLabel(length);
    suspend.disabled = length === 0;
  };
  const tools = element(
    'div',
    { class: 'tools' },
    counts,
    element('div', { class: 'buttons' }, save, suspend),
  );
  const controls = element(
    'div',
    { class: 'filters', role: 'search' },
    element('div', { class: 'field' }, filter),
    days.element,
  );
  const hint = element('p', { class: 'hint' }, keysDoNotCount);

  const draw = (): void => {
    const { report } = model;
    where.replaceChildren(profileLine(model));
    reading.show(model.reading);
    unreadable.show(model);
    counts.textContent = report ? summary(report) : '';
    empty.textContent = report ? emptyReport(report, model.days) : '';
    for (const part of [controls, tools, hint]) part.hidden = report === undefined;
    suspend.hidden = !model.suspendable;
    for (const { kind, view } of sections) {
      const section = report?.sections.find((one) => one.kind === kind);
      view.element.hidden = section === undefined || empty.textContent !== '';
      if (section) view.show(section, model.days, model.suspendable);
    }
    mark();
  };
  draw();
  return {
    element: element(
      'div',
      { class: 'stale' },
      element('header', {}, pageTitle('Stale Accounts'), where),
      reading.element,
      unreadable.element,
      controls,
      tools,
      hint,
      empty,
      ...sections.map(({ view }) => view.element),
    ),
    receive: ({ model: now }) => {
      model = now;
      isAsked = false;
      draw();
      // Something may have been typed since it was asked for.
      look();
    },
  };
};
