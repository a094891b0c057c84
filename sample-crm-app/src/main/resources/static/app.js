'use strict';

const PAGE_SIZE = 10;
const list = {q: '', page: 0};
const byId = id => document.getElementById(id);

/** Spring Security's token: from the cookie back into a header. It changes with every login. */
function csrfToken() {
    const cookie = document.cookie.split('; ').find(c => c.startsWith('XSRF-TOKEN='));
    return cookie ? decodeURIComponent(cookie.substring('XSRF-TOKEN='.length)) : '';
}

/** Asks the server and shows the answer at the foot of the page. */
async function ask(method, path, body, headers = {}) {
    const started = performance.now();
    byId('request').textContent = `${method} ${path} ...`;
    const options = {method, body, headers: {Accept: 'application/json', ...headers}};
    if (method !== 'GET') {
        options.headers['X-XSRF-TOKEN'] = csrfToken();
    }
    try {
        const response = await fetch(path, options);
        const text = await response.text();
        byId('request').textContent =
            `${method} ${path} → ${response.status} in ${Math.round(performance.now() - started)} ms`;
        byId('answer').textContent = pretty(text);
        return {ok: response.ok, json: parse(text)};
    } catch (e) {
        byId('request').textContent = `${method} ${path} → no answer (${e.message})`;
        byId('answer').textContent = '';
        return {ok: false, json: null};
    }
}

function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

function pretty(text) {
    const json = parse(text);
    return json === null ? text : JSON.stringify(json, null, 2);
}

async function login(username, password) {
    const answer = await ask('POST', '/login', new URLSearchParams({username, password}));
    if (answer.ok) {
        showSession(answer.json);
    }
}

function showSession(session) {
    const signedIn = Boolean(session && session.username);
    byId('login').hidden = signedIn;
    byId('logout').hidden = !signedIn;
    byId('organisations').hidden = !signedIn;
    if (signedIn) {
        byId('who').textContent = `${session.username}, ${session.department}`;
        showOrganisations(false);
    } else {
        byId('range').textContent = 'Sign in to see them';
        byId('previous').disabled = true;
        byId('next').disabled = true;
    }
}

/** Reads the current page of the list; shows the answer only when the user asked for it. */
async function showOrganisations(asked = true) {
    const path = `/organisations?q=${encodeURIComponent(list.q)}&page=${list.page}&size=${PAGE_SIZE}`;
    const found = asked
        ? (await ask('GET', path)).json
        : await fetch(path, {headers: {Accept: 'application/json'}}).then(r => r.json()).catch(() => null);
    if (!found || !found.items) {
        return;
    }
    byId('organisations').querySelector('tbody').replaceChildren(...found.items.map(row));
    const first = found.page * found.size;
    byId('range').textContent = found.total === 0
        ? 'None'
        : `${first + 1}–${first + found.items.length} of ${found.total}`;
    byId('previous').disabled = found.page === 0;
    byId('next').disabled = first + found.items.length >= found.total;
}

function row(organisation) {
    const tr = document.createElement('tr');
    for (const field of ['name', 'city', 'country', 'category']) {
        tr.insertCell().textContent = organisation[field];
    }
    return tr;
}

async function importFile(file, name) {
    const form = new FormData();
    form.append('file', file, name);
    const strict = byId('import').elements.strict.checked;
    await ask('POST', `/organisations/import?strict=${strict}`, form);
    showOrganisations(false);
}

function on(id, event, action) {
    byId(id).addEventListener(event, e => {
        e.preventDefault();
        action(e.target);
    });
}

on('login', 'submit', form => login(form.elements.username.value, form.elements.password.value));
on('logout', 'submit', async () => {
    await ask('POST', '/logout');
    showSession(null);
});
on('search', 'submit', form => {
    list.q = form.elements.q.value;
    list.page = 0;
    showOrganisations();
});
on('previous', 'click', () => {
    list.page--;
    showOrganisations();
});
on('next', 'click', () => {
    list.page++;
    showOrganisations();
});
on('create', 'submit', async form => {
    const organisation = Object.fromEntries(new FormData(form));
    await ask('POST', '/organisations', JSON.stringify(organisation), {'Content-Type': 'application/json'});
    showOrganisations(false);
});
on('import', 'submit', form => {
    const file = form.elements.file.files[0];
    if (file) {
        importFile(file, file.name);
    } else {
        byId('request').textContent = 'Choose a file first.';
    }
});
on('import-sample', 'click', async () => {
    const sample = await fetch('/organisations.csv');
    importFile(await sample.blob(), 'organisations.csv');
});
on('failed-login', 'click', () => login('claire', 'not-the-password'));
document.querySelectorAll('[data-get]').forEach(button =>
    button.addEventListener('click', () => ask('GET', button.dataset.get)));
document.querySelectorAll('[data-user]').forEach(button =>
    button.addEventListener('click', () => login(button.dataset.user, `${button.dataset.user}-demo`)));

fetch('/session', {headers: {Accept: 'application/json'}}).then(r => r.json()).then(showSession);
