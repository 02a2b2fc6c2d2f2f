// What a script can add to pages that need none: suggestions below the search
// fields, a memory for practices to compare, buttons that copy, and choices that
// narrow a list without loading the page anew. All words come from the server,
// as attributes of the script. Text from elsewhere becomes text, never markup.
'use strict';
{
  const words = document.currentScript.dataset;
  const lang = document.documentElement.lang;

  const all = (selector) => [...document.querySelectorAll(selector)];
  const dress = (element, attributes) => {
    for (const key in attributes) element.setAttribute(key, attributes[key]);
  };
  const make = (parent, name, attributes, text = '') => {
    const element = document.createElement(name);
    dress(element, attributes);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  // One voice says politely what happens, so that nothing is said twice.
  const voice = make(document.body, 'div', { 'aria-live': 'polite', class: 'unseen' });
  const say = (text) => {
    voice.textContent = text;
  };

  /* Suggestions: an ARIA 1.2 combobox. They are not stored. */

  const counts = (words.counts || '').split('|');

  const combobox = (form, input) => {
    const list = make(form, 'ul', { role: 'listbox', id: input.id + '_list', 'aria-label': words.suggestions, class: 'hints' });
    let found, at, wait, asking;
    dress(input, { role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-controls': list.id });

    const select = (n) => {
      at = n;
      [...list.children].forEach((option, i) => option.setAttribute('aria-selected', i === n));
      if (n < 0) return input.removeAttribute('aria-activedescendant');
      input.setAttribute('aria-activedescendant', list.children[n].id);
      list.children[n].scrollIntoView({ block: 'nearest' });
    };

    const show = (suggestions) => {
      found = suggestions;
      list.replaceChildren();
      found.forEach((s, i) => {
        const option = make(list, 'li', { role: 'option', id: list.id + i });
        const foreign = s.lang && s.lang !== lang;
        const text = make(option, 'span', foreign ? { lang: s.lang } : {}, s.text);
        if (s.match) text.append(' (' + s.match + ')');
        make(option, 'small', {}, words[s.kind] + (foreign ? ' · ' + s.lang.toUpperCase() : ''));
      });
      list.hidden = !found.length;
      input.setAttribute('aria-expanded', !list.hidden);
      say(counts[found.length - 1] || '');
      select(-1);
    };

    const stop = () => {
      clearTimeout(wait);
      asking?.abort();
    };
    const close = () => {
      stop();
      show([]);
    };

    const ask = (delay) => {
      stop();
      if (!input.value.trim()) return close();
      wait = setTimeout(async () => {
        const { signal } = asking = new AbortController();
        try {
          const answer = await fetch('/api/v1/suggest?lang=' + lang + '&q=' + encodeURIComponent(input.value), { signal });
          const suggestions = answer.ok ? await answer.json() : [];
          if (!signal.aborted) show(suggestions);
        } catch {
          if (!signal.aborted) close();
        }
      }, delay);
    };

    const choose = (s) => {
      close();
      if (!s.query) return location.assign(s.address);
      input.value = s.query;
      if (s.address) form.requestSubmit();
      else ask(0); // a field that lacks its value
    };

    input.addEventListener('input', () => ask(150));
    input.addEventListener('blur', close);
    input.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing || event.altKey || event.ctrlKey) return;
      if (step) {
        const n = found.length + 1;
        if (found.length) select((at + 1 + step + n) % n - 1);
        else ask(0);
      } else if (event.key === 'Escape' && found.length) {
        close();
      } else if (event.key === 'Enter' && at >= 0) {
        choose(found[at]);
      } else {
        return;
      }
      event.preventDefault();
    });
    // Pressing must not take away the focus, and with it the list.
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const i = [...list.children].indexOf(event.target.closest('li'));
      if (i >= 0) choose(found[i]);
    });
    close();
  };

  /* The basket: practices to compare, kept in this browser and nowhere else. */

  const key = 'casebook.basket';
  const rooms = (words.rooms || '').split('|'); // what is said of one practice, of two, and so on
  let kept = [];

  // Where nothing may be kept there is no basket, and pages stay as they are.
  const storage = (() => {
    try {
      localStorage.setItem(key + '.try', '');
      localStorage.removeItem(key + '.try');
      return localStorage;
    } catch {
      return null;
    }
  })();

  // Anything may have been written there: only what looks like ours is taken.
  const recall = () => {
    let list;
    try {
      list = JSON.parse(storage.getItem(key));
    } catch { /* then there is none */ }
    kept = [];
    for (const { id, title, lang } of Array.isArray(list) ? list.filter(Boolean) : []) {
      const good = [id, title, lang].every((s) => typeof s === 'string') && /^practices\/[a-z0-9-]+$/.test(id) && /^[a-z]{2}$/.test(lang);
      if (good && title.trim() && kept.length < rooms.length && !holds(id)) kept.push({ id, title: title.slice(0, 200), lang });
    }
  };
  const holds = (id) => kept.some((x) => x.id === id);

  const basket = () => {
    const bar = make(document.body, 'section', { class: 'basket', 'aria-label': words.comparison });
    const row = make(bar, 'div', { class: 'wrap bar' });
    const note = make(row, 'p', {});
    const fold = make(row, 'details', {});
    const count = make(fold, 'summary', {});
    const list = make(fold, 'ul', { class: 'plain' });
    const hint = make(row, 'small', {}, words.hint);
    const link = make(row, 'a', {}, words.compare);
    const empty = make(row, 'button', { type: 'button' }, words.empty);

    const boxes = () => all('[data-choose] input, [name=id][type=checkbox]').filter((box) => !box.form || 'basket' in box.form.dataset);

    const show = (before = []) => {
      bar.hidden = !kept.length;
      note.hidden = true;
      count.textContent = rooms[kept.length - 1] || '';
      link.href = '/' + lang + '/compare?id=' + kept.map((x) => x.id).join('&id=');
      hint.hidden = kept.length > 1;
      link.hidden = !hint.hidden || link.href === location.href;
      list.replaceChildren();
      for (const x of kept) {
        const item = make(list, 'li', {});
        make(item, 'a', { href: '/' + lang + '/' + x.id, lang: x.lang }, x.title);
        item.append(' ');
        const button = make(item, 'button', { type: 'button' }, words.remove);
        make(button, 'span', { class: 'unseen', lang: x.lang }, ': ' + x.title);
        button.addEventListener('click', () => drop(x.id, true));
      }
      for (const box of boxes()) {
        if (holds(box.value)) box.checked = true;
        else if (before.some((x) => x.id === box.value)) box.checked = false;
      }
    };

    const keep = (list) => {
      const before = kept;
      kept = list;
      try {
        if (kept.length) storage.setItem(key, JSON.stringify(kept));
        else storage.removeItem(key);
      } catch { /* no room left: it lasts as long as the page */ }
      show(before);
      say(rooms[kept.length - 1] || words.none);
    };
    // What was pressed in the bar is gone; the focus must not be.
    const drop = (id, pressed) => {
      if (holds(id)) keep(kept.filter((x) => x.id !== id));
      if (pressed) (kept.length ? count : document.querySelector('main')).focus({ preventScroll: true });
    };

    const refuse = (box) => {
      // A case pack has room for more, so that its tick stays.
      box.checked = Boolean(box.form?.querySelector('[formaction]'));
      note.textContent = words.full + (box.checked ? ' ' + words.pack : '');
      note.hidden = false;
      say(note.textContent);
    };

    const titleOf = (element) => {
      const holder = element.closest('.doc, .card, li');
      return holder.querySelector('h1, h3 a') || holder.querySelector('a, label span span');
    };

    // A practice's own page, and one that stands alone in a list, have no box.
    const offer = () => {
      for (const place of all('[data-choose]').filter((element) => !element.querySelector('input'))) {
        const title = titleOf(place);
        const choice = make(place, 'span', { class: 'choice' });
        const label = make(choice, 'label', {});
        make(label, 'input', { type: 'checkbox', value: place.dataset.choose });
        const text = make(label, 'span', {}, words.include);
        make(text, 'span', { class: 'unseen', lang: title.closest('[lang]').lang }, ': ' + title.textContent);
        place.prepend(choice);
      }
      // The bar leads to the comparison, of what was chosen here and elsewhere.
      for (const element of all('[data-unscripted]')) element.hidden = true;
      show();
    };

    const again = () => {
      const before = kept;
      recall();
      show(before);
    };

    document.addEventListener('change', ({ target: box }) => {
      if (!boxes().includes(box)) return;
      if (!box.checked) return drop(box.value);
      if (holds(box.value)) return;
      if (kept.length === rooms.length) return refuse(box);
      const title = titleOf(box);
      keep([...kept, { id: box.value, title: title.textContent.trim().slice(0, 200), lang: title.closest('[lang]').lang }]);
    });
    document.addEventListener('click', (event) => {
      const link = event.target.closest('[data-drop]');
      if (link) drop(link.dataset.drop);
    });
    empty.addEventListener('click', () => {
      keep([]);
      drop('', true);
    });
    addEventListener('storage', ({ key: changed }) => [key, null].includes(changed) && again()); // another tab
    addEventListener('pageshow', (event) => event.persisted && again()); // back again
    // What sticks to the edge of the window must leave room for the bar.
    new ResizeObserver(() => {
      const low = getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0;
      document.documentElement.style.setProperty('--low', low + 'px');
    }).observe(bar);
    recall();
    return offer;
  };

  const offer = storage && words.rooms ? basket() : () => {};

  /* Buttons that copy the text before them. */

  const copying = () => {
    if (!navigator.clipboard) return;
    for (const element of all('[data-copy]')) {
      if (element.nextElementSibling?.matches('.copy')) continue;
      const place = make(element.parentNode, 'span', { class: 'copy' });
      const button = make(place, 'button', { type: 'button' }, words.clip);
      make(button, 'span', { class: 'unseen' }, ': ' + element.dataset.copy);
      place.append(' ');
      const note = make(place, 'small', {});
      element.after(place);
      button.addEventListener('click', async () => {
        let text = words.copied;
        try {
          await navigator.clipboard.writeText(element.textContent);
        } catch {
          getSelection().selectAllChildren(element);
          text = words.refused;
        }
        note.textContent = text;
        say(text);
      });
    }
  };

  /* Choices within [data-live] fetch the page that they lead to, and this page
     becomes like that one. Whatever goes wrong, the browser goes there itself. */

  const parts = ['header', 'nav', 'p', 'main', 'footer'].map((name) => 'body > ' + name);
  const told = 'link[rel=canonical], link[rel=alternate], meta[name=robots], meta[name=description]';
  let shown = location.pathname + location.search;
  let loading;

  // Facets and their values are told apart by what they stand for, all else by
  // its look: what stays in its place keeps the focus, and is not unfolded anew.
  const mark = (node) => {
    const input = node.matches?.('aside details, .choice') && node.querySelector('input');
    return [node.nodeName, node.id, node.className, input?.name, node.open === undefined && input?.value].join();
  };

  const morph = (old, fresh) => {
    if (old.matches('[role=search]')) {
      old.elements.q.value = fresh.elements.q.value;
      return;
    }
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && name !== 'open') old.setAttribute(name, value);
    let next = old.firstChild;
    for (const node of [...fresh.childNodes]) {
      let same = next;
      while (same && mark(same) !== mark(node)) same = same.nextSibling;
      if (!same) {
        old.insertBefore(node, next);
        continue;
      }
      while (next !== same) {
        const gone = next;
        next = next.nextSibling;
        gone.remove();
      }
      next = same.nextSibling;
      if (same.attributes) morph(same, node);
      else if (same.data !== node.data) same.data = node.data; // said only if it changed
    }
    while (next) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
    if (old.matches('input')) old.checked = fresh.checked;
    if (old.matches('select')) old.value = fresh.value;
  };

  const become = (page) => {
    const pairs = parts.map((part) => [document.querySelector(part), page.querySelector(part)]);
    if (pairs.flat().includes(null)) throw new Error('another kind of page');
    const ticked = all('[name=id]:checked').map((box) => box.value);
    for (const [old, fresh] of pairs) morph(old, fresh);
    for (const box of all('[name=id]')) box.checked ||= ticked.includes(box.value);
    all(told).forEach((element) => element.remove());
    document.head.append(...page.head.querySelectorAll(told));
    document.title = page.title;
    begin();
  };

  const same = (element) => element?.name ? [element.name, element.value].join() : element?.href;

  // A facet's link becomes a box: the one for what the address has beyond the
  // present one. A group comes after the kind in all of them.
  const boxFor = (address) => {
    const now = new URLSearchParams(location.search);
    return [...address.searchParams].reverse().filter(([name, value]) => !now.getAll(name).includes(value))
      .map(([name, value]) => `[data-live] [name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
  };

  const hold = (chosen, was, boxes) => {
    const box = boxes.map((selector) => document.querySelector(selector)).find(Boolean);
    const still = chosen?.isConnected && same(chosen) === was ? chosen : box;
    const target = still || document.querySelector('#c_found');
    for (let fold = still?.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (document.activeElement !== target) target?.focus();
  };

  // go shows what is at an address. chosen is what was used, null to go to the
  // results; undefined leaves the focus alone.
  const go = async (address, chosen, push) => {
    loading?.abort();
    const { signal } = loading = new AbortController();
    const was = same(chosen);
    const boxes = !chosen ? [] : chosen.name ? [`[data-live] [name="${chosen.name}"][value="${CSS.escape(chosen.value)}"]`] : boxFor(address);
    try {
      const answer = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(8000)]) });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (push && answer.url !== location.href) history.pushState(null, '', answer.url);
      shown = location.pathname + location.search;
      // Who has gone on meanwhile is not called back.
      const at = document.activeElement;
      const gone = chosen && at !== chosen && at !== document.body;
      become(page);
      if (chosen !== undefined && !(gone && at.isConnected)) hold(chosen, was, boxes);
    } catch (error) {
      if (!signal.aborted && error.name !== 'AbortError') location.assign(address);
    }
  };

  const addressOf = (form) => {
    const address = new URL(form.action);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    return address;
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-live] a');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(new URL(link.href), link, true);
  });
  document.addEventListener('change', ({ target }) => {
    if (target.form && target.closest('[data-live]')) go(addressOf(target.form), target, true);
  });
  document.addEventListener('submit', (event) => {
    if (!event.submitter?.closest('[data-live]')) return;
    event.preventDefault();
    go(addressOf(event.target), null, true);
  });
  // An address that differs in its fragment alone is no concern of ours.
  addEventListener('popstate', () => {
    if (location.pathname + location.search !== shown) go(new URL(location.href), undefined, false);
    else loading?.abort();
  });

  addEventListener('pagehide', () => loading?.abort());

  const begin = () => {
    for (const form of all('form[role=search]')) if (!form.querySelector('[role=listbox]')) combobox(form, form.elements.q);
    offer();
    copying();
  };
  begin();
}
