'use strict';
(function () {
  const api = '/api/v1/';
  const lang = document.documentElement.lang;
  const live = document.getElementById('live');
  if (!document.getElementById('devices')) { return; }

  function tell(text) { live.textContent = text || ''; live.hidden = !text; }

  function card(id) { return document.querySelector('[data-device="' + CSS.escape(id) + '"]'); }

  function mark(element) {
    element.classList.add('changed');
    setTimeout(() => element.classList.remove('changed'), 800);
  }

  function showDevice(device) {
    const at = card(device.id);
    if (!at) { return; }
    const shown = (device.shown || {})[lang] || {};
    Object.keys(shown).forEach((name) => {
      let cell = at.querySelector('[data-property="' + CSS.escape(name) + '"]');
      if (!cell) {
        const pair = document.createElement('div');
        const term = document.createElement('dt');
        term.textContent = name;
        cell = document.createElement('dd');
        cell.dataset.property = name;
        pair.append(term, cell);
        at.querySelector('[data-values]').append(pair);
      }
      if (cell.textContent !== shown[name]) { cell.textContent = shown[name]; mark(cell); }
      const value = (device.values || {})[name] || {};
      cell.title = !value.quality || value.quality === 'GOOD' ? '' : value.quality + (value.doubt ? ': ' + value.doubt : '');
    });
    if (device.seen) { at.querySelector('[data-seen]').textContent = device.seen[lang]; }
  }

  // the page itself says it in the right language: take over the parts that changed
  async function refresh(selectors) {
    const answer = await fetch(location.href, { headers: { 'X-Paka-Live': '1' } });
    if (!answer.ok) { return; }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!page.getElementById('devices')) { tell(document.body.dataset.ended); return; }
    selectors.forEach((selector) => {
      const old = document.querySelector(selector);
      const fresh = page.querySelector(selector);
      const busy = old && old.contains(document.activeElement) && document.activeElement.closest('form');
      if (old && fresh && !busy) {
        old.querySelectorAll('details').forEach((one, i) => {
          const other = fresh.querySelectorAll('details')[i];
          if (other && one.open) { other.open = true; }
        });
        old.replaceWith(fresh);
      }
    });
  }

  const due = new Set();
  let timer = 0;
  function soon(...selectors) {
    selectors.forEach((selector) => due.add(selector));
    if (!timer) {
      timer = setTimeout(() => {
        const all = [...due];
        due.clear();
        timer = 0;
        refresh(all).catch(() => tell(document.body.dataset.offline));
      }, 1000);
    }
  }

  function showDecision(decision) {
    const at = card(decision.target);
    if (!at) { return; }
    const level = at.querySelector('[data-level]');
    if (level.textContent !== decision.value + ' %') { level.textContent = decision.value + ' %'; mark(level); }
    soon('[data-device="' + CSS.escape(decision.target) + '"] [data-why]');
  }

  function listen() {
    const events = new EventSource(api + 'events');
    events.addEventListener('open', () => { if (!live.hidden) { tell(''); soon('#health', '#alarms', '#waiting', '#devices'); } });
    events.addEventListener('device', (e) => showDevice(JSON.parse(e.data)));
    events.addEventListener('decision', (e) => showDecision(JSON.parse(e.data)));
    events.addEventListener('alarms', () => soon('#health', '#alarms'));
    events.addEventListener('register', () => soon('#health', '#waiting'));
    events.addEventListener('error', () => {
      tell(document.body.dataset.offline);
      if (events.readyState === EventSource.CLOSED) {
        events.close();
        setTimeout(() => { soon(); listen(); }, 5000);
      }
    });
  }
  listen();
})();
