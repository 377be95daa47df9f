// Keeps the page true: takes new cards in, counts ages on, and says so when it can do neither any more.
// The page works without it; then it is renewed as a whole every few seconds.

const silentAfterMilliseconds = 5000;
const clusters = document.getElementById("clusters");
const lost = document.getElementById("lost");
const live = document.getElementById("live");
const news = document.getElementById("news");

// Ages are counted by the server's clock, because the two may differ, and by a clock here that nobody sets.
let serverTime = Number(clusters.dataset.now);
let heardAt = performance.now();

const now = () => serverTime + (performance.now() - heardAt);

// The same words as the server's.
function elapsed(milliseconds) {
    const seconds = Math.max(0, milliseconds) / 1000;
    if (seconds < 10) return `${seconds.toFixed(1)} s`;
    if (seconds < 120) return `${seconds.toFixed(0)} s`;
    if (seconds < 7200) return `${(seconds / 60).toFixed(0)} min`;
    return `${(seconds / 3600).toFixed(0)} h`;
}

const cardOf = name => [...clusters.children].find(card => card.dataset.cluster === name);

// The gravest first, then by name, as the server sorts them.
const gravity = card => ["critical", "warning", "info", "none"].indexOf(card.dataset.tone);
function comesAfter(card, other) {
    const [one, two] = [gravity(card), gravity(other)];
    return one === two ? card.dataset.cluster > other.dataset.cluster : one > two;
}

function hear(message) {
    serverTime = message.now;
    heardAt = performance.now();
    return message;
}

// By these a card that takes another's place is given back what was folded, and the focus.
const keptAs = details => `details[data-keep="${details.dataset.keep}"]`;
const placeOf = element => element.tagName === "SUMMARY" ? `${keptAs(element.parentElement)} > summary`
    : element.matches(".scroll") ? `[aria-label="${CSS.escape(element.getAttribute("aria-label"))}"]`
    : element.tagName;

function takeCard({ cluster, html }) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const next = template.content.querySelector("article");
    const before = cardOf(cluster);
    if (before) {
        // What the reader folded or unfolded stays so while the verdict stays.
        if (before.dataset.verdict === next.dataset.verdict)
            for (const one of before.querySelectorAll("details"))
                next.querySelector(keptAs(one))?.toggleAttribute("open", one.open);
        const focused = before.contains(document.activeElement) ? placeOf(document.activeElement) : null;
        const scrolled = [...before.querySelectorAll(".scroll")].map(one => one.scrollLeft);
        before.replaceWith(next);
        next.querySelectorAll(".scroll").forEach((one, i) => { one.scrollLeft = scrolled[i] ?? 0; });
        if (focused) next.querySelector(focused)?.focus({ preventScroll: true });
    }
    if (before?.dataset.tone !== next.dataset.tone) {
        const after = [...clusters.children].find(card => card !== next && comesAfter(card, next));
        clusters.insertBefore(next, after ?? null);
    }
    if (before?.dataset.verdict !== next.dataset.verdict)
        news.textContent = `${cluster}: ${next.dataset.verdict}. ${next.querySelector(".verdict").textContent}`;
}

function takeTick({ clusters: names, tally, title }) {
    for (const card of [...clusters.children])
        if (!names.includes(card.dataset.cluster)) card.remove();
    document.getElementById("tally").textContent = tally;
    document.title = title;
}

function count() {
    const silent = performance.now() - heardAt;
    const isLost = silent > silentAfterMilliseconds || source.readyState !== EventSource.OPEN;
    document.body.classList.toggle("lost", isLost);
    live.classList.toggle("on", !isLost);
    live.textContent = isLost ? "" : "live";
    if (isLost && lost.hidden) {
        const since = new Date(Date.now() - silent).toLocaleTimeString();
        lost.textContent = `Not live since ${since}: Primacy does not answer. What is shown below is what was known then.`;
        document.title = "(?) Primacy";
    }
    lost.hidden = !isLost;
    for (const age of document.querySelectorAll("[data-at]"))
        age.textContent = elapsed(now() - Number(age.dataset.at));
    for (const card of clusters.querySelectorAll("[data-looked]:not([data-looked=''])"))
        card.classList.toggle("old", now() - Number(card.dataset.looked) > Number(card.dataset.oldAfter));
}

let source;

// A browser stops trying when it is answered with an error, as by a proxy in front of a server that is gone.
function connect() {
    source = new EventSource("/events");
    source.addEventListener("cluster", event => takeCard(hear(JSON.parse(event.data))));
    source.addEventListener("tick", event => { takeTick(hear(JSON.parse(event.data))); count(); });
}

connect();
setInterval(() => { if (source.readyState === EventSource.CLOSED) connect(); }, 2000);
setInterval(count, 250);
