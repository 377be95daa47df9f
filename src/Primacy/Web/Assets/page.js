// Keeps a page true: takes in what has changed, counts ages on, and says so when it can do neither any more.
// The page works without it; then it is renewed as a whole every few seconds.

const silentAfterMilliseconds = 5000;
const main = document.querySelector("[data-live]");
const lost = document.getElementById("lost");
const live = document.getElementById("live");
const news = document.getElementById("news");
const search = document.getElementById("search");

// Ages are counted by the server's clock, because the two may differ, and by a clock here that nobody sets.
let serverTime = Number(main.dataset.now);
let heardAt = performance.now();
let title = document.title;
let source;
// The first that a stream sends is the whole page, which may be another part of the wall than before.
let isFirst = true;

const now = () => serverTime + (performance.now() - heardAt);

// The same words as the server's.
function elapsed(milliseconds) {
    const seconds = Math.max(0, milliseconds) / 1000;
    if (seconds < 10) return `${seconds.toFixed(1)} s`;
    if (seconds < 120) return `${seconds.toFixed(0)} s`;
    if (seconds < 7200) return `${(seconds / 60).toFixed(0)} min`;
    return `${(seconds / 3600).toFixed(0)} h`;
}

function hear(message) {
    serverTime = message.now;
    heardAt = performance.now();
    return message;
}

// By these a piece that takes another's place is given back what was folded, and the focus.
const keptAs = details => `details[data-keep="${details.dataset.keep}"]`;
const placeOf = element => element.tagName === "SUMMARY" ? `${keptAs(element.parentElement)} > summary`
    : element.matches(".scroll") ? `[aria-label="${CSS.escape(element.getAttribute("aria-label"))}"]`
    : element.hasAttribute("href") ? `[href="${CSS.escape(element.getAttribute("href"))}"]`
    : element.tagName;

function replace(before, next) {
    // What the reader folded or unfolded stays so while it is about the same.
    for (const one of before.dataset.of === next.dataset.of ? before.querySelectorAll("details") : [])
        next.querySelector(keptAs(one))?.toggleAttribute("open", one.open);
    const focused = before.contains(document.activeElement) ? placeOf(document.activeElement) : null;
    const scrolled = [...before.querySelectorAll(".scroll")].map(one => one.scrollLeft);
    before.replaceWith(next);
    next.querySelectorAll(".scroll").forEach((one, i) => { one.scrollLeft = scrolled[i] ?? 0; });
    if (focused) next.querySelector(focused)?.focus({ preventScroll: true });
}

function parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
}

function take({ name, order, html }) {
    const region = document.querySelector(`[data-region="${name}"]`);
    const known = new Map([...region.children].map(piece => [piece.dataset.piece, piece]));
    for (const [key, text] of Object.entries(html)) {
        const next = parse(text);
        const before = known.get(key);
        if (before) replace(before, next);
        known.set(key, next);
    }
    if (!order) return;
    let place = region.firstElementChild;
    for (const piece of order.map(key => known.get(key))) {
        if (piece === place) place = place.nextElementSibling;
        else region.insertBefore(piece, place);
    }
    while (place) {
        const gone = place;
        place = place.nextElementSibling;
        gone.remove();
    }
}

const verdicts = () =>
    new Map([...document.querySelectorAll("[data-verdict]")].map(one => [one.dataset.cluster, one]));

// What is read aloud: a verdict that is another one than before. What was on the wall without one was healthy.
function tell(before, isNarrowed) {
    const [after, told] = [verdicts(), []];
    for (const [cluster, card] of after)
        if (card.dataset.verdict !== (before.get(cluster)?.dataset.verdict ?? (isNarrowed ? card.dataset.verdict : "")))
            told.push(`${cluster}: ${card.dataset.verdict}. ${card.querySelector(".verdict")?.textContent ?? ""}`);
    for (const cluster of isNarrowed ? [] : before.keys())
        if (!after.has(cluster) && document.querySelector(`.calm [data-piece="${CSS.escape(cluster)}"]`))
            told.push(`${cluster}: Healthy.`);
    if (told.length > 0) news.textContent = told.slice(0, 3).join(" ");
}

function change(message) {
    const before = verdicts();
    message.regions.forEach(take);
    title = message.title;
    tell(before, isFirst);
    isFirst = false;
    count();
}

function count() {
    const silent = performance.now() - heardAt;
    const isLost = silent > silentAfterMilliseconds || source.readyState === EventSource.CLOSED
        || (source.readyState === EventSource.CONNECTING && silent > 1500);
    document.body.classList.toggle("lost", isLost);
    live.classList.toggle("on", !isLost);
    live.textContent = isLost ? "" : "live";
    document.title = isLost ? "(?) Primacy" : title;
    if (isLost && lost.hidden) {
        const since = new Date(Date.now() - silent).toLocaleTimeString();
        lost.textContent = `Not live since ${since}: Primacy does not answer. What is shown below is what was known then.`;
    }
    lost.hidden = !isLost;
    for (const age of document.querySelectorAll("[data-at]"))
        age.textContent = elapsed(now() - Number(age.dataset.at));
    for (const card of document.querySelectorAll("[data-looked]:not([data-looked=''])"))
        card.classList.toggle("old", now() - Number(card.dataset.looked) > Number(card.dataset.oldAfter));
}

// A browser stops trying when it is answered with an error, as by a proxy in front of a server that is gone.
function connect() {
    source?.close();
    isFirst = true;
    source = new EventSource(main.dataset.live);
    source.addEventListener("change", event => change(hear(JSON.parse(event.data))));
    source.addEventListener("tick", event => { hear(JSON.parse(event.data)); count(); });
}

connect();
setInterval(() => { if (source.readyState === EventSource.CLOSED) connect(); }, 2000);
setInterval(count, 250);

// Narrows the wall while somebody types. The address is that of the form without a script.
let typing;
search?.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
        const query = search.value.trim() === "" ? "" : `?${new URLSearchParams({ q: search.value.trim() })}`;
        history.replaceState(null, "", `/${query}`);
        main.dataset.live = `/events${query}`;
        connect();
    }, 150);
});
