// The frame of the console: entry, words, what the node tells, and which page is shown.
import { PAGES } from '/console/pages.js';

const lang = (navigator.language || 'en').startsWith('de') ? 'de' : 'en';
let words = {};
let view = null;
let lost = false;
let said = '';

/** A text of the bundle, with its parameters. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{([a-z]+)\}/g, (all, name) => values[name] ?? all);
}

/** An element; whatever the node said gets into the page as text only. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'on') made.addEventListener(value[0], value[1]);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export async function get(path) {
  const answer = await fetch(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Does something; question names what is asked before, whose answer is no unless one says yes. */
export async function act(path, body = '', question = null) {
  if (question && !(await sure(view.questions[question]))) return;
  say(t('working'));
  try {
    const answer = await fetch(path, { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
    const told = await answer.json();
    say(told.done ? told.sentence : t('failed', { said: told.sentence }));
  } catch (e) {
    say(t('failed', { said: e.message }));
  }
}

function say(text) {
  said = text;
  const place = document.querySelector('.said');
  if (place) place.textContent = text;
}

function sure(question) {
  return new Promise((resolve) => {
    const no = el('button', { autofocus: true, on: ['click', () => box.close('no')] }, t('no'));
    const yes = el('button', { on: ['click', () => box.close('yes')] }, question.yes);
    const box = el(
      'dialog', { 'aria-label': question.yes, on: ['close', () => { resolve(box.returnValue === 'yes'); box.remove(); }] },
      ...question.text.map((line) => el('p', {}, line)), el('div', { class: 'acts' }, no, yes));
    document.body.append(box);
    box.showModal();
    no.focus();
  });
}

function page() {
  const name = location.hash.slice(1);
  return name in PAGES ? name : 'overview';
}

function frame() {
  const now = page();
  const links = Object.keys(PAGES).map((name) =>
    el('a', { href: `#${name}`, ...(name === now ? { 'aria-current': 'page' } : {}) }, t(`page.${name}`)));
  document.title = `${t(`page.${now}`)} – ${t('title')}`;
  document.body.replaceChildren(
    el('a', { href: '#main', class: 'skip', on: ['click', (e) => { e.preventDefault(); document.getElementById('main').focus(); }] }, t('skip')),
    el('header', {}, el('nav', { 'aria-label': t('pages') }, ...links),
      el('button', { on: ['click', leave] }, t('leave'))),
    el('main', { id: 'main', tabindex: '-1' },
      el('p', { class: 'lost', role: 'status', hidden: true }),
      el('p', { class: 'said', role: 'status' }, said), el('div', { id: 'page' })));
  connection();
  draw();
}

/** Draws anew and keeps the focus where it was. */
function draw() {
  const place = document.getElementById('page');
  if (!place || !view) return;
  const made = PAGES[page()].draw(view);
  if (made === null) return;
  const buttons = [...place.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  const name = at < 0 ? null : buttons[at].dataset.key;
  place.replaceChildren(...made);
  if (name) [...place.querySelectorAll('button')].find((b) => b.dataset.key === name)?.focus();
}

function connection(back = false) {
  const place = document.querySelector('.lost');
  if (!place) return;
  place.hidden = !lost;
  place.textContent = lost ? t('lost') : '';
  if (back) say(t('back'));
}

function live() {
  const source = new EventSource(`/api/events?lang=${lang}`);
  let heard = Date.now();
  let watch = 0;
  const alive = () => { heard = Date.now(); if (lost) { lost = false; connection(true); } };
  const again = async () => {
    clearInterval(watch);
    source.close();
    if (!lost) { lost = true; connection(); }
    setTimeout(async () => {
      const answer = await fetch(`/api/console/view?lang=${lang}`).catch(() => null);
      if (answer && answer.status === 401) { entry('entry'); return; }
      live();
    }, 2000);
  };
  source.onmessage = (e) => { alive(); view = JSON.parse(e.data); draw(); };
  source.addEventListener('alive', alive);
  source.onerror = again;
  // A network that swallows everything ends no connection.
  watch = setInterval(() => { if (Date.now() - heard > 15000) again(); }, 3000);
}

async function leave() {
  await fetch('/api/console/leave', { method: 'POST', body: '' });
  location.reload();
}

function entry(key) {
  document.title = t('title');
  document.body.replaceChildren(el('main', { class: 'entry' }, el('h1', {}, t('title')),
    ...t(key).split('\n').filter((line) => line).map((line) => el('p', {}, line))));
}

async function start() {
  words = await (await fetch(`/console/words?lang=${lang}`)).json();
  document.documentElement.lang = words.lang;
  // The code may be followed by the page to begin with.
  const [code, first] = location.hash.slice(1).split('.');
  if (code && !(code in PAGES)) {
    history.replaceState(null, '', first ? `/#${first}` : '/');
    const entered = await fetch('/console/enter', { method: 'POST', body: code });
    if (!entered.ok) { entry('entry.used'); return; }
  }
  const answer = await fetch(`/api/console/view?lang=${lang}`);
  if (!answer.ok) { entry('entry'); return; }
  view = await answer.json();
  window.addEventListener('hashchange', () => { said = ''; PAGES[page()].open?.(draw); frame(); });
  PAGES[page()].open?.(draw);
  frame();
  live();
}

start();
