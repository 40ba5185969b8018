// The pages: each makes its elements of what the node tells.
import { t, el, get, act } from '/console/console.js';

const button = (key, text, todo, disabled = false) =>
  el('button', { 'data-key': key, disabled, on: ['click', todo] }, text);
const time = (iso) => new Date(iso).toLocaleString(document.documentElement.lang);

/** What a problem's command is on these pages; another is shown as it is typed. */
const REMEDIES = {
  'sbs resume': ['resume', () => act('/api/pause?seconds=0')],
  'sbs sync --allow-deletes': ['deletes', () => act('/api/sync?allow-deletes=true', '', 'deletes')],
  'sbs files conflicts': ['page.files', () => { location.hash = 'files'; }],
  'sbs files accept --list': ['page.files', () => { location.hash = 'files'; }],
  'sbs check': ['page.check', () => { location.hash = 'check'; }],
  'sbs history': ['page.events', () => { location.hash = 'events'; }],
};

function problem(row) {
  const remedy = REMEDIES[row.action];
  const doing = remedy ? button(row.code, t(remedy[0]), remedy[1])
    : row.action ? el('code', {}, row.action) : '';
  return el('li', { class: 'row' }, el('b', { class: row.severity }, t(`severity.${row.severity}`)),
    el('span', { class: 'text' }, row.text), doing);
}

const card = (node) => el('li', { class: 'card' }, el('h3', {}, node.host),
  el('p', {}, el('span', { class: `sign ${node.state}`, 'aria-hidden': 'true' }), node.role),
  ...node.lines.map((line) => el('p', { class: 'quiet' }, line)));

function overview(view) {
  return [
    el('h1', { class: view.severity }, view.headline),
    el('p', { class: 'quiet' }, view.reason),
    el('p', {}, view.readiness),
    el('h2', {}, t('nodes')),
    el('ul', { class: 'nodes' }, ...view.nodes.map(card)),
    el('p', { class: 'quiet' }, view.progress || view.cycle),
    ...view.notes.map((note) => el('p', {}, note)),
    el('div', { class: 'acts' },
      button('sync', t('sync'), () => act('/api/sync')),
      view.paused ? button('resume', t('resume'), () => act('/api/pause?seconds=0'))
        : button('pause', t('pause'), () => act('/api/pause?seconds=1800', '', 'pause')),
      button('switchover', t('switchover'), () => act('/api/switchover', '', 'switchover'), !view.swappable),
      button('stop', t('stop'), () => act('/api/stop', '', 'stop'))),
    el('h2', {}, t('problems')),
    view.problems.length ? el('ul', { class: 'rows' }, ...view.problems.map(problem)) : el('p', {}, t('no-problems')),
  ];
}

function sentinel(one) {
  const kind = one.active ? 'deactivate' : 'activate';
  const doing = button(`${one.name}`, t(kind), () =>
    act(`/api/sentinels/${kind}`, one.name, one.active ? 'deactivate' : null));
  doing.setAttribute('aria-label', `${t(kind)}: ${one.name}`);
  return el('li', { class: 'row' }, el('span', { class: 'text' }, el('b', {}, one.name)),
    el('span', { class: one.problem ? 'warning' : one.active ? 'ok' : 'quiet' }, one.problem ? `${one.state}: ${one.problem}` : one.state),
    el('span', { class: 'quiet' }, one.printer ? `${t('printer')}: ${one.printer}` : ''), doing);
}

const sentinels = (view) => [el('h1', {}, t('page.sentinels')),
  view.sentinels.length ? el('ul', { class: 'rows' }, ...view.sentinels.map(sentinel))
    : el('p', {}, t('no-sentinels'))];

function offer(one) {
  const path = (kind) => `/api/files/${kind}?folder=${encodeURIComponent(one.folder)}`;
  const asks = one.node === 'this' && one.state === 'waits';
  return el('li', { class: 'row' }, el('span', { class: 'text' }, el('b', {}, one.folder), ' ', one.text),
    ...(asks ? ['accept', 'refuse'].map((kind) => {
      const doing = button(`${kind} ${one.folder}`, t(kind), () => act(path(kind), '', kind));
      doing.setAttribute('aria-label', `${t(kind)}: ${one.folder}`);
      return doing;
    }) : []));
}

let differences = null;
let redraw = () => {};

/** Asks for something that takes a while, and shows that it does. */
async function ask(path, done) {
  done({ working: true });
  redraw();
  try { done(await get(path)); } catch (e) { done({ failed: e.message }); }
  redraw();
}

const pending = (state) => el('p', { role: 'status' }, state.failed ? t('failed', { said: state.failed }) : t('working'));

function diff() {
  if (!differences) return [];
  if (differences.working || differences.failed) return [pending(differences)];
  if (differences.problem) return [el('p', { class: 'warning' }, differences.problem)];
  if (!differences.files.length) return [el('p', {}, t('diff.none'))];
  return [el('ul', { class: 'rows' }, ...differences.files.map((file) =>
    el('li', { class: 'row' }, el('span', { class: 'text' }, file.path), el('span', { class: 'quiet' }, file.why))))];
}

function files(view) {
  const { heldDeletes, conflicts, offers } = view.files;
  return [el('h1', {}, t('page.files')), el('p', {}, view.progress || view.cycle),
    ...(heldDeletes ? [el('p', {}, t('held', { count: heldDeletes })), el('div', { class: 'acts' },
      button('deletes', t('deletes'), () => act('/api/sync?allow-deletes=true', '', 'deletes')))] : []),
    ...(conflicts ? [el('p', {}, t('conflicts', { count: conflicts }))] : []),
    el('h2', {}, t('offers')),
    offers.length ? el('ul', { class: 'rows' }, ...offers.map(offer)) : el('p', {}, t('no-offers')),
    el('div', { class: 'acts' }, button('diff', t('diff'), () => ask('/api/files/diff', (x) => { differences = x; }),
      Boolean(differences?.working))),
    ...diff()];
}

let rows = null;
let filter = '';

function eventRows() {
  if (!Array.isArray(rows)) return [pending(rows ?? {})];
  const match = rows.filter((row) => `${row.kind} ${row.text}`.toLowerCase().includes(filter.toLowerCase()));
  return match.length ? [el('ul', { class: 'rows' }, ...match.map((row) => el('li', { class: 'row' },
    el('time', { class: 'quiet', datetime: row.time }, time(row.time)), el('span', { class: 'text' }, row.text))))]
    : [el('p', {}, t('no-events'))];
}

let seen = null;

function events(view) {
  // New events come with a new state; while a filter is typed only the list below changes.
  if (seen !== null && seen !== view) load();
  seen = view;
  const list = document.getElementById('events');
  if (list) { list.replaceChildren(...eventRows()); return null; }
  const field = el('input', { type: 'search', value: filter, on: ['input', (e) => {
    filter = e.target.value;
    document.getElementById('events').replaceChildren(...eventRows());
  }] });
  return [el('h1', {}, t('page.events')), el('label', {}, `${t('filter')} `, field), el('div', { id: 'events' }, ...eventRows())];
}

async function load() {
  try { rows = await get('/api/console/events'); } catch (e) { if (!rows) rows = { failed: e.message }; }
  const list = document.getElementById('events');
  if (list) list.replaceChildren(...eventRows()); else redraw();
}

let report = null;
const run = () => ask('/api/console/check', (x) => { report = x; });

function findings() {
  if (!report) return [];
  if (report.working || report.failed) return [pending(report)];
  return [el('p', { class: report.ready ? 'ok' : 'warning' }, report.verdict),
    el('ul', { class: 'rows' }, ...report.findings.map((one) => el('li', { class: 'row' },
      el('b', { class: one.level }, t(`check.${one.level}`)),
      el('div', { class: 'text' }, one.text, el('div', { class: 'quiet' }, one.remedy)))))];
}

const check = () => [el('h1', {}, t('page.check')),
  el('div', { class: 'acts' }, button('check', t('check'), run, Boolean(report?.working))), ...findings()];

export const PAGES = {
  overview: { draw: overview },
  sentinels: { draw: sentinels },
  files: { draw: files, open: (draw) => { redraw = draw; } },
  events: { draw: events, open: (draw) => { redraw = draw; seen = null; load(); } },
  check: { draw: check, open: (draw) => { redraw = draw; if (!report) run(); } },
};
