"use strict";
// Fills in what the page's templates leave open. Texts of articles only ever become text nodes.
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const LABELS = ["favor", "against", "neutral"];
  const UNKNOWN = "unknown speaker";
  const Z = 1.959963984540054;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const clone = (id) => one("#" + id).content.cloneNode(true).firstElementChild;
  const make = (tag, text = "", className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const many = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const chosen = () => Number(one("input[name=target]:checked").value);
  const speakerOf = (quote) => data.speakers[quote[0]] ?? UNKNOWN;
  const review = (answer) => ((answer[4] ?? 0) & 1) === 1;
  const unseen = (answer) => ((answer[4] ?? 0) & 2) === 2;

  // One article.

  function classes(quote) {
    return quote[5].flatMap((answer, t) => {
      if (!answer) return [];
      const own = `t${t}-${LABELS[answer[0]]}`;
      return review(answer) ? [own, `t${t}-review`] : [own];
    });
  }

  function refTo(quote, number) {
    const ref = clone("of-ref");
    ref.className = ["ref", ...classes(quote)].join(" ");
    ref.id = `quote-${number}`;
    ref.href = `#note-${number}`;
    ref.dataset.quote = number;
    ref.setAttribute("aria-label", `Quote ${number}, ${speakerOf(quote)}`);
    ref.textContent = number;
    return ref;
  }

  function noteOn(quote, number) {
    const [, kind, rule, mention, goesOn, answers, words = []] = quote;
    const note = clone("of-note");
    note.className = ["note", ...classes(quote)].join(" ");
    note.id = `note-${number}`;
    note.dataset.quote = number;
    one(".who", note).firstChild.data = `${number} `;
    one(".speaker", note).textContent = speakerOf(quote);
    const back = one(".back", note);
    back.href = `#quote-${number}`;
    back.textContent = `Quote ${number} in the text`;
    answers.forEach((answer, t) => {
      const line = one(`.answer.toward-${t}`, note);
      const cells = all("td", one(".chances tbody", note).rows[t]);
      one(".stance", line).textContent = answer ? LABELS[answer[0]] : "not asked";
      one(".percent", line).textContent = answer ? `${answer[1 + answer[0]]} %` : "";
      const flags = answer ? [review(answer) && "to review", unseen(answer) && "new target"] : [];
      one(".flag", line).textContent = flags.filter(Boolean).join(", ");
      cells.forEach((cell, place) => {
        cell.textContent = answer ? `${answer[1 + place]} %` : "–";
      });
      one(`.words.toward-${t}`, note).append(...words.map((word) => weighted(word, t)));
    });
    one(".source", note).textContent =
      (data.kinds[kind] || "quote") +
      (goesOn ? `, goes on quote ${goesOn}` : "") +
      (mention ? `; named as “${mention}”` : "") +
      (data.rules[rule] ? `; speaker by rule ${data.rules[rule]}` : "");
    return note;
  }

  function weighted([text, weights], target) {
    const weight = weights[target];
    if (!weight) return document.createTextNode(text);
    const strength = Math.min(5, Math.floor((Math.abs(weight) + 3) / 4));
    const word = make("span", text, `${weight > 0 ? "for" : "anti"} w${strength}`);
    word.append(make("span", ` ${weight > 0 ? "+" : ""}${weight}`, "hidden"));
    return word;
  }

  function paragraphOf(pieces, quotes, begun) {
    const paragraph = make("div", "", "paragraph");
    const text = paragraph.appendChild(make("p"));
    text.dir = "auto";
    if (!pieces.length) text.append(make("span", "[…]", "gap"));
    const notes = make("ol", "", "notes");
    for (const piece of pieces) {
      const [words, ...numbers] = typeof piece === "string" ? [piece] : piece;
      for (const number of numbers.filter((n) => !begun.has(n))) {
        begun.add(number);
        text.append(refTo(quotes[number - 1], number));
        notes.append(noteOn(quotes[number - 1], number));
      }
      if (numbers.length) {
        const own = numbers.at(-1);
        const nested = numbers.length > 1 ? ["nested"] : [];
        const mark = make("mark", words, [...nested, ...classes(quotes[own - 1])].join(" "));
        mark.dataset.quote = own;
        text.append(mark);
      } else {
        text.append(words);
      }
    }
    if (notes.childElementCount) paragraph.append(notes);
    return paragraph;
  }

  function show(place) {
    const story = data.stories[place];
    const article = one("#article");
    one("#title bdi").textContent = story.title;
    const button = one(`[data-story="${place}"]`);
    one(".of", article).textContent = one(".of", button).textContent;
    const begun = new Set();
    const paragraphs = story.paragraphs.map((p) => paragraphOf(p, story.quotes, begun));
    if (!paragraphs.length) paragraphs.push(make("p", "This article has no text."));
    one(".body", article).replaceChildren(...paragraphs);
    one("[aria-current]").removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    hideTip();
  }

  // What stands beside a quote, shown where it stands while it is pointed at or focused.

  const tip = one("#tip");
  let tipped = null;
  let leaving = 0;

  function showTip(anchor) {
    clearTimeout(leaving);
    const number = anchor.dataset.quote;
    const note = one(`#note-${number}`);
    if (!note || tipped === anchor) return;
    hideTip();
    tipped = anchor;
    const lines = [...one("summary", note).childNodes, one(".more", note)];
    tip.className = note.className.replace("note", "").trim();
    tip.replaceChildren(...lines.map((line) => line.cloneNode(true)));
    tip.hidden = false;
    const ref = one(`#quote-${number}`);
    ref?.setAttribute("aria-describedby", "tip");
    const at = anchor.getClientRects()[0];
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(at.left, room)) + window.scrollX}px`;
    const below = at.bottom + tip.offsetHeight + 12 < window.innerHeight || at.top < tip.offsetHeight;
    const top = below ? at.bottom + 6 : at.top - tip.offsetHeight - 6;
    tip.style.top = `${top + window.scrollY}px`;
    all(`[data-quote="${number}"]`).forEach((element) => element.classList.add("pointed"));
  }

  function hideTip() {
    clearTimeout(leaving);
    if (!tipped) return;
    all(".pointed").forEach((element) => element.classList.remove("pointed"));
    one("[aria-describedby=tip]")?.removeAttribute("aria-describedby");
    tip.hidden = true;
    tipped = null;
  }

  const anchorOf = (target) => target.closest?.("mark[data-quote], a.ref");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // a tap on a number goes to the note
    const anchor = anchorOf(event.target);
    if (anchor) showTip(anchor);
    else if (event.target.closest?.("#tip")) clearTimeout(leaving);
    else if (tipped && tipped !== document.activeElement) {
      clearTimeout(leaving);
      leaving = setTimeout(hideTip, 200);
    }
  });
  document.addEventListener("focusin", (event) => {
    const anchor = event.target.closest?.("a.ref");
    if (anchor) showTip(anchor);
    else hideTip();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTip();
  });
  document.addEventListener("click", (event) => {
    const ref = event.target.closest?.("a.ref");
    if (!ref) return;
    hideTip();
    one(`#note-${ref.dataset.quote} details`).open = true;
  });

  // Many articles: which of their quotes are asked for, and what these come to.

  const form = one("form");
  if (form) {
    const fields = form.elements;
    const value = (name) => fields[name]?.value ?? "";

    const plain = (name) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

    function by(quote) {
      const speaker = plain(value("speaker").trim());
      return !speaker || plain(speakerOf(quote)).includes(speaker);
    }

    function takes(quote, target) {
      const stance = value("stance");
      const answer = quote[5][target];
      if (!stance) return true;
      if (!answer) return false;
      if (stance === "review") return review(answer);
      return !review(answer) && LABELS[answer[0]] === stance;
    }

    function filter() {
      const target = chosen();
      const [outlet, from, to] = [value("outlet"), value("from"), value("to")];
      const quotesAsked = value("speaker").trim() || value("stance");
      const kept = [];
      // The stance chooses what is listed. Were it to choose what is counted, every share of
      // "favor" among the quotes in favor would be 100 %.
      const counted = [];
      const buttons = all("[data-story]");
      data.stories.forEach((story, place) => {
        const dated = (!from && !to) || (story.date && (!from || story.date >= from) && (!to || story.date <= to));
        const own = dated && (!outlet || data.outlets[story.outlet] === outlet);
        const said = own ? story.quotes.filter(by) : [];
        const quotes = said.filter((quote) => takes(quote, target));
        counted.push([story, said]);
        const shown = own && (quotes.length > 0 || !quotesAsked);
        buttons[place].parentElement.hidden = !shown;
        if (shown) kept.push([story, quotes]);
      });
      const n = kept.reduce((sum, [, quotes]) => sum + quotes.length, 0);
      const articles = kept.filter(([story]) => !story.loose).length;
      const told = data.stories.some((story) => !story.loose) ? `${many(articles, "article")}, ` : "";
      one(".found").textContent = told + many(n, "quote");
      one(".none").hidden = kept.length > 0;
      one(".list ol").hidden = !kept.length;
      one(".nothing").hidden = counted.some(([, said]) => said.length);
      one(".matrix table").hidden = !one(".nothing").hidden;
      drawMatrix(counted);
      drawTime(counted);
      hideTip();
    }

    const newCount = () => ({ stances: [0, 0, 0], review: 0 });
    const newCounts = () => data.targets.map(newCount);

    function add(counts, quote) {
      quote[5].forEach((answer, t) => {
        if (!answer) return;
        if (review(answer)) counts[t].review += 1;
        else counts[t].stances[answer[0]] += 1;
      });
    }

    function drawMatrix(counted) {
      const bySpeaker = new Map();
      for (const [, quotes] of counted) {
        for (const quote of quotes) {
          if (!bySpeaker.has(quote[0])) bySpeaker.set(quote[0], { n: 0, counts: newCounts() });
          const own = bySpeaker.get(quote[0]);
          own.n += 1;
          add(own.counts, quote);
        }
      }
      const ranked = [...bySpeaker].sort((a, b) => b[1].n - a[1].n);
      const alone = ranked.length <= data.most + 1 ? ranked : ranked.slice(0, data.most);
      const rows = alone.map(([id, { counts }]) => rowOf(data.speakers[id] ?? UNKNOWN, counts));
      const rest = ranked.slice(alone.length);
      if (rest.length) {
        const counts = newCounts();
        for (const [, own] of rest) {
          own.counts.forEach((count, t) => {
            count.stances.forEach((c, place) => { counts[t].stances[place] += c; });
            counts[t].review += count.review;
          });
        }
        rows.push(rowOf(`${rest.length} other speakers`, counts));
      }
      one(".matrix tbody").replaceChildren(...rows);
    }

    function rowOf(name, counts) {
      const row = one("tr", clone("of-row"));
      one("th bdi", row).textContent = name;
      all("td", row).forEach((cell, t) => {
        const { stances, review: open } = counts[t];
        const n = stances[0] + stances[1] + stances[2];
        cell.className = n ? "some" : "";
        stances.forEach((count, place) => {
          const line = one(`.${LABELS[place]}`, cell);
          const known = interval(count, n);
          const [share, low, high] = known ?? [0];
          one(".count", line).textContent = count;
          one(".fill", line).setAttribute("width", share);
          one(".whisker", line).setAttribute("d", known ? `M${low} 6H${high}M${low} 3V9M${high} 3V9` : "");
          one(".interval", line).textContent = known ? `${low}–${high} %` : "";
        });
        one(".open", cell).textContent = open ? `? ${open} to review` : "";
      });
      return row;
    }

    // The score interval (Wilson, 1927), in percent after the share; null where nothing is known.
    function interval(count, n) {
      if (!n) return null;
      const share = count / n;
      const middle = share + (Z * Z) / (2 * n);
      const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
      const scale = 1 + (Z * Z) / n;
      const bounds = [share, Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
      return bounds.map((bound) => Math.floor(100 * bound + 0.5));
    }

    function drawTime(counted) {
      all(".when").forEach((when, t) => {
        const rows = all("tbody tr", when);
        const bins = rows.map(newCount);
        for (const [story, quotes] of counted) {
          if (story.bin === null) continue;
          for (const quote of quotes) {
            const answer = quote[5][t];
            if (answer && review(answer)) bins[story.bin].review += 1;
            else if (answer) bins[story.bin].stances[answer[0]] += 1;
          }
        }
        const highest = Math.max(...bins.map(({ stances: [a, b, c] }) => a + b + c));
        const most = Math.max(1, highest);
        one(".n", when).textContent = many(highest, "answer");
        const bars = all("rect", when);
        bins.forEach(({ stances, review: open }, bin) => {
          let y = 120;
          ["neutral", "against", "favor"].forEach((label, place) => {
            const high = (stances[LABELS.indexOf(label)] * 120) / most;
            y -= high;
            bars[3 * bin + place].setAttribute("y", y.toFixed(2));
            bars[3 * bin + place].setAttribute("height", high.toFixed(2));
          });
          all("td", rows[bin]).forEach((cell, place) => {
            cell.textContent = place < 3 ? stances[place] : open;
          });
        });
      });
    }

    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 120);
    };
    form.addEventListener("input", soon);
    form.addEventListener("reset", soon);
    form.addEventListener("submit", (event) => event.preventDefault());
    all("input[name=target]").forEach((radio) => radio.addEventListener("change", soon));
    one(".list ol").addEventListener("click", (event) => {
      const button = event.target.closest("[data-story]");
      if (!button) return;
      show(Number(button.dataset.story));
      one("#title").focus();
    });
    one(".filters").hidden = false;
    one(".list").hidden = false;
  }
}
