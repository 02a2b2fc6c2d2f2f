// Suggestions below the search fields: an ARIA 1.2 combobox. It stores nothing.
'use strict';
{
  const words = document.currentScript.dataset;
  const lang = document.documentElement.lang;
  const counts = words.counts.split('|');

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

  const combobox = (form, input) => {
    const list = make(form, 'ul', { role: 'listbox', id: input.id + '_list', 'aria-label': words.label, class: 'hints' });
    const said = make(form, 'p', { 'aria-live': 'polite', class: 'unseen' });
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
      said.textContent = counts[found.length - 1] || '';
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

  for (const form of document.querySelectorAll('form[role=search]')) combobox(form, form.elements.q);
}
