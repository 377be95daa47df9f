// Renews the story of an open incident in place, and says so when nobody answers any more.
// The page works without it; then it is renewed as a whole every few seconds.

const everyMilliseconds = 3000;
const live = document.getElementById("live");
const lost = document.getElementById("lost");
let heardAt = new Date();
let isOver = false;

async function renew() {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(everyMilliseconds * 2) });
    if (!answer.ok) throw new Error(answer.statusText);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [was, is] = [document.getElementById("story-page"), next.getElementById("story-page")];
    heardAt = new Date();
    // An incident that is over changes no more; its page has no script.
    isOver = !next.querySelector("script");
    const focused = was.contains(document.activeElement) ? document.activeElement : null;
    // What the reader is about to follow or select must not be taken away under his hand.
    if (was.innerHTML !== is.innerHTML && !focused && document.getSelection().isCollapsed) was.replaceWith(is);
}

async function beat() {
    try {
        await renew();
        lost.hidden = true;
        live.textContent = isOver ? "" : "live";
        live.classList.toggle("on", !isOver);
    } catch {
        lost.textContent =
            `Not live since ${heardAt.toLocaleTimeString()}: Primacy does not answer. What is shown was known then.`;
        lost.hidden = false;
        live.textContent = "";
        live.classList.remove("on");
    }
    if (!isOver) setTimeout(beat, everyMilliseconds);
}

beat();
