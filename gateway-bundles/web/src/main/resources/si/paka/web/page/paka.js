'use strict';
(function () {
  const api = '/api/v1/';
  const message = document.getElementById('message');
  const lang = document.documentElement.lang;

  function say(text) { if (message) { message.textContent = text; } }

  async function call(method, path, body) {
    const answer = await fetch(api + path, {
      method: method,
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'paka' },
      body: body === undefined ? undefined : JSON.stringify(body)
    });
    if (answer.ok) { return true; }
    let detail = answer.status;
    try { detail = (await answer.json()).detail; } catch (e) { /* the status says enough */ }
    say(detail);
    return false;
  }

  function fields(form) {
    const all = {};
    new FormData(form).forEach((value, name) => { if (value !== '') { all[name] = value; } });
    return all;
  }

  function onSubmit(selector, deed) {
    document.querySelectorAll(selector).forEach((form) => form.addEventListener('submit', async (event) => {
      event.preventDefault();
      say('…');
      if (await deed(form, fields(form))) { location.assign('/'); }
    }));
  }

  onSubmit('[data-login]', (form, all) => call('POST', 'session', all));
  onSubmit('[data-claim]', async (form, all) => await call('POST', 'claim', all)
    && call('POST', 'session', { user: all.user, password: all.password }));
  onSubmit('[data-form]', (form, all) => call('POST', form.dataset.path, all));
  onSubmit('[data-override]', (form, all) => call('POST', 'overrides', {
    target: form.dataset.target, value: Number(all.value), reason: all.reason,
    expiresAt: new Date(Date.now() + all.hours * 3600000).toISOString()
  }));
  document.querySelectorAll('[data-post], [data-delete], [data-logout]').forEach((button) => {
    button.addEventListener('click', async () => {
      const done = 'logout' in button.dataset ? await call('DELETE', 'session')
        : 'delete' in button.dataset ? await call('DELETE', button.dataset.path)
          : await call('POST', button.dataset.path, {});
      if (done) { location.assign('/'); }
    });
  });

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
        const list = at.querySelector('[data-values]');
        const term = document.createElement('dt');
        term.textContent = name;
        cell = document.createElement('dd');
        cell.dataset.property = name;
        list.append(term, cell);
      }
      if (cell.textContent !== shown[name]) { cell.textContent = shown[name]; mark(cell); }
      const value = (device.values || {})[name] || {};
      cell.title = !value.quality || value.quality === 'GOOD' ? '' : value.quality + (value.doubt ? ': ' + value.doubt : '');
    });
    if (device.lastSeen) {
      at.querySelector('[data-seen]').textContent = new Date(device.lastSeen).toLocaleString(lang === 'sl' ? 'sl-SI' : 'en-GB');
    }
  }

  function proposal(one, kind) {
    const p = document.createElement('p');
    p.className = kind;
    const level = document.createElement('b');
    level.textContent = one.value + ' % ';
    const from = document.createElement('small');
    from.textContent = one.rank + ' · ' + one.source;
    p.append(level, one.reason, document.createElement('br'), from);
    return p;
  }

  function showDecision(decision) {
    const at = card(decision.target);
    if (!at) { return; }
    const level = at.querySelector('[data-level]');
    level.textContent = decision.value + ' %';
    mark(level);
    at.querySelector('[data-why]').replaceChildren(
      proposal(decision.winner, 'winner'), ...decision.losers.map((one) => proposal(one, 'loser')));
  }

  if (document.getElementById('lamps')) {
    const events = new EventSource(api + 'events');
    events.addEventListener('device', (e) => showDevice(JSON.parse(e.data)));
    events.addEventListener('decision', (e) => showDecision(JSON.parse(e.data)));
    const refresh = () => {
      const typing = document.activeElement && document.activeElement.closest('form');
      if (!typing && !document.querySelector('details[open]')) { location.reload(); }
    };
    events.addEventListener('alarms', refresh);
    events.addEventListener('register', refresh);
  }
})();
