// What a screen must be for everybody, beyond axe: reached and left by the keyboard, legible when enlarged, narrowed, spaced, in forced colours and at rest, and named for readers that speak.

import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const axeVersion = /axe v([\d.]+)/.exec(axe)[1];
/** WCAG 2.2 A and AA (target size among them), and what axe holds to be good practice. */
export const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The checks, in the order in which the statement names them. */
export const checks = ['axe', 'keyboard', 'focus', 'reflow', 'zoom', 'spacing', 'forced', 'motion', 'names', 'errors', 'language', 'skip', 'titles'];

const desk = { width: 1280, height: 800 };

export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    // Only what is wrong is told in full: to describe all that is right takes longer than to judge it.
    const result = await window.axe.run({ runOnly: tags, resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) }));
  }, axeTags);
}

/** Examines the page as it stands and leaves it as it was: what is wrong, as pairs of check and words. `thorough` also steps through it on a wide window and follows its skip link. */
export async function examine(page, { thorough = false, shot } = {}) {
  const found = [];
  const say = (check, ...what) => what.flat().forEach((words) => found.push({ check, what: words }));
  const size = page.viewportSize();
  await page.evaluate(prepare);

  say('axe', (await violations(page)).map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).join(' | ')}`));
  await page.setViewportSize({ width: 320, height: 640 });
  say('reflow', await page.evaluate(() => window.examined.outside()));
  // What a browser does at 200 %: half as many CSS pixels.
  await page.setViewportSize({ width: desk.width / 2, height: desk.height / 2 });
  say('zoom', await page.evaluate(() => window.examined.outside()));
  // Larger letters alone, as in the settings of a telephone.
  await page.setViewportSize(desk);
  say('zoom', await page.evaluate(() => window.examined.styled(':root { font-size: 225% !important }')));
  await page.setViewportSize(size);
  say('spacing', await page.evaluate(() => window.examined.styled('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')));

  await page.emulateMedia({ reducedMotion: 'reduce' });
  say('motion', await page.evaluate(() => window.examined.moving()));
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ reducedMotion: null, forcedColors: 'active', colorScheme });
    say('forced', (await page.evaluate(() => window.examined.lost())).map((words) => `${colorScheme}: ${words}`));
    if (shot && colorScheme === 'dark') {
      await mkdir(shot.folder, { recursive: true });
      await page.screenshot({ path: join(shot.folder, `${shot.name}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ forcedColors: null, colorScheme: null });

  say('names', await names(page));
  say('errors', await page.evaluate(() => window.examined.unexplained()));
  await steps(page, say);
  if (thorough) {
    await page.setViewportSize(desk);
    await steps(page, say);
    await page.setViewportSize(size);
    say('skip', await skips(page));
  }
  return found;
}

/** Everything that can be operated is come to by Tab, in the order of the page, and is seen when it is. */
async function steps(page, say) {
  const wanted = await page.evaluate(() => window.examined.begin());
  let left = wanted.count;
  for (let pressed = 0; left > 0 && pressed < wanted.presses; pressed++) {
    await page.keyboard.press('Tab');
    left = await page.evaluate(() => window.examined.step());
  }
  const { unreached, disordered, unseen } = await page.evaluate(() => window.examined.end());
  say('keyboard', unreached.map((html) => `not reached: ${html}`), disordered);
  say('focus', unseen);
}

/** The link to the content comes first, is seen when it has the focus, and leads past the rest. */
async function skips(page) {
  const found = await page.evaluate(() => {
    const link = document.querySelector('a.skip');
    const first = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].find((element) => element.checkVisibility());
    if (!link) return document.querySelector('header') ? ['no link to the content'] : [];
    if (first !== link) return ['the link to the content is not the first'];
    scrollTo(0, 0);
    link.focus();
    const at = link.getBoundingClientRect();
    return at.top >= 0 && at.left >= 0 && at.width > 0 ? [] : ['the link to the content is not seen when it has the focus'];
  });
  if (found.length > 0 || (await page.locator('a.skip').count()) === 0) return found;
  await page.keyboard.press('Enter');
  const arrived = await page.evaluate(() => document.activeElement?.closest('main') !== null);
  return arrived ? [] : ['the link to the content does not lead there'];
}

const operated = new Set(['button', 'link', 'textbox', 'searchbox', 'checkbox', 'radio', 'combobox', 'listbox', 'option', 'spinbutton', 'slider', 'switch', 'tab', 'menuitem', 'image', 'img', 'graphics-document', 'DisclosureTriangle', 'Date', 'InputTime', 'table', 'navigation', 'region', 'progressbar']);

/** One for a page, as long as it lives. */
const sessions = new WeakMap();

/** What a screen reader is told, from the tree that the browser hands it. */
async function names(page) {
  const cdp = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, cdp);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const told = nodes.filter((node) => !node.ignored);
  const role = (node) => node.role?.value;
  const called = (node) => (node.name?.value ?? '').trim();
  const property = (node, name) => node.properties?.find((p) => p.name === name)?.value?.value;
  const found = [];
  for (const node of told) {
    if (!operated.has(role(node)) || called(node)) continue;
    const { outerHTML = '' } = await cdp.send('DOM.getOuterHTML', { backendNodeId: node.backendDOMNodeId }).catch(() => ({}));
    found.push(`a ${role(node)} without a name: ${outerHTML.replace(/\s+/g, ' ').slice(0, 160)}`);
  }
  const heads = told.filter((node) => role(node) === 'heading' && property(node, 'level') === 1);
  if (heads.length !== 1 || !called(heads[0] ?? {})) found.push(`${heads.length} main headings`);
  const main = told.filter((node) => role(node) === 'main');
  if (main.length !== 1) found.push(`${main.length} main landmarks`);
  const places = told.filter((node) => role(node) === 'navigation').map(called);
  if (new Set(places).size !== places.length) found.push(`two landmarks of navigation have one name: ${places.join(', ')}`);
  // The end of a payment is said aloud: by a region that speaks, or by the heading that has the focus.
  const said = await page.evaluate(() => {
    const ending = document.querySelector('main.full');
    return !ending || ending.querySelector('[role=status], [role=alert]')?.textContent.trim() || document.activeElement?.tagName === 'H1';
  });
  if (!said) found.push('an ending that is not said aloud');
  return found;
}

/** Put into the page once; what it measures with. */
function prepare() {
  const short = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 160);
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]');
  const rgb = (text) => {
    const [r, g, b, a = 1] = (text.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return { r, g, b, a: text.startsWith('rgb') ? a : 0 };
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.a > 0.5) return colour;
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  };
  const unseen = (element) => element.closest('.unseen, .skip') !== null || getComputedStyle(element).clipPath === 'inset(50%)';

  const focusable = () => {
    const groups = new Set();
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex], audio[controls], video[controls]')].filter((element) => {
      if (element.tabIndex < 0 || element.disabled || element.type === 'hidden' || !seen(element)) return false;
      if (element.type !== 'radio') return true;
      // Of radio buttons with one name Tab comes to one; arrows to the rest.
      const group = `${element.form?.id ?? ''} ${[...document.forms].indexOf(element.form)} ${element.name}`;
      const checked = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`)].some((other) => other.form === element.form && other.checked);
      if (checked ? !element.checked : groups.has(group)) return false;
      groups.add(group);
      return true;
    });
  };

  /** Whether something shows that this element has the focus, and shows it enough (WCAG 2.4.7, 2.4.11, 1.4.11). */
  const indicated = (element) => {
    const style = getComputedStyle(element);
    const [width, offset] = [parseFloat(style.outlineWidth), parseFloat(style.outlineOffset)];
    if (style.outlineStyle === 'none' || width < 2) return `no sign of the focus: ${short(element)}`;
    const around = offset < 0 ? behind(element) : behind(element.parentElement ?? element);
    if (style.outlineStyle !== 'auto' && contrast(rgb(style.outlineColor), around) < 3) return `the sign of the focus hardly differs from what it lies on (${style.outlineColor} on rgb(${around.r}, ${around.g}, ${around.b})): ${short(element)}`;
    const rects = [...element.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
    const rect = rects[0];
    if (!rect) return `it has the focus and no place: ${short(element)}`;
    // Two of its four sides are not cut off by what it lies in.
    const reach = Math.max(0, offset + width - 1);
    let sides = { left: rect.left - reach, top: rect.top - reach, right: rect.right + reach, bottom: rect.bottom + reach };
    let cut = new Set();
    for (let at = element.parentElement; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (at === document.body || at === document.documentElement || (overflowX === 'visible' && overflowY === 'visible')) continue;
      const frame = at.getBoundingClientRect();
      if (sides.left < frame.left) cut.add('left');
      if (sides.right > frame.right) cut.add('right');
      if (sides.top < frame.top) cut.add('top');
      if (sides.bottom > frame.bottom) cut.add('bottom');
    }
    if (cut.size > 2) return `the sign of the focus is cut off: ${short(element)}`;
    if (rect.bottom <= 0 || rect.top >= innerHeight) return `it has the focus and is out of sight: ${short(element)}`;
    // Not wholly hidden: one of five points of it is on top.
    const [left, right, above, below] = [Math.max(0, rect.left), Math.min(innerWidth, rect.right), Math.max(0, rect.top), Math.min(innerHeight, rect.bottom)];
    const tops = [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]].map(([x, y]) => document.elementFromPoint(left + x * (right - left), above + y * (below - above)));
    const free = (top) => !top || top === element || element.contains(top) || top.contains(element) || element.labels?.[0]?.contains(top);
    return tops.some(free) ? null : `it has the focus and lies under ${short(tops[0])}: ${short(element)}`;
  };

  let wanted, visited, faults;
  window.examined = {
    begin() {
      wanted = focusable();
      visited = [];
      faults = new Map();
      return { count: wanted.length, presses: Math.min(900, 2 * wanted.length + 5 * document.querySelectorAll('[type=date], [type=time], [type=month]').length + 10) };
    },
    step() {
      const at = document.activeElement;
      if (at && at !== document.body && at !== document.documentElement && visited.at(-1) !== at) {
        visited.push(at);
        const fault = indicated(at);
        if (fault) faults.set(at, fault);
      }
      return wanted.filter((element) => !visited.includes(element)).length;
    },
    end() {
      const unreached = wanted.filter((element) => !visited.includes(element) && element.isConnected && seen(element)).map(short);
      const backwards = [];
      for (let i = 1, wraps = 0; i < visited.length; i++) {
        if (!visited[i].isConnected || !visited[i - 1].isConnected) continue;
        if (visited[i - 1].compareDocumentPosition(visited[i]) & Node.DOCUMENT_POSITION_PRECEDING && ++wraps > 1) backwards.push(`out of order: ${short(visited[i])}`);
      }
      for (const element of document.querySelectorAll('body *')) {
        if (element.tabIndex > 0) backwards.push(`an order of its own: ${short(element)}`);
        const { order, flexDirection, display } = getComputedStyle(element);
        if (order !== '0' || (display.includes('flex') && flexDirection.endsWith('reverse'))) backwards.push(`drawn in another order: ${short(element)}`);
      }
      return { unreached, disordered: [...new Set(backwards)], unseen: [...faults.values()] };
    },

    /** What lies outside the window, or is cut off by what it lies in. Wide tables may be moved to and fro (WCAG 1.4.10). */
    outside() {
      const found = [];
      const wide = document.documentElement.scrollWidth - innerWidth;
      if (wide > 0) found.push(`${wide} px wider than a window of ${innerWidth}`);
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || !seen(element) || unseen(element) || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(element.tagName) || element.closest('svg, .leaflet-container')) continue;
        range.selectNodeContents(node);
        const text = range.getBoundingClientRect();
        if (text.width === 0) continue;
        for (let at = element; at && at !== document.body; at = at.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(at);
          const frame = at.getBoundingClientRect();
          const out = text.right > frame.right + 1 || text.left < frame.left - 1;
          if (/hidden|clip/.test(overflowX) && out) found.push(`cut off at the side: ${short(element)}`);
          if (/hidden|clip/.test(overflowY) && (text.bottom > frame.bottom + 1 || text.top < frame.top - 1)) found.push(`cut off above or below: ${short(element)}`);
          if (/auto|scroll/.test(overflowX)) {
            if (out && !element.closest('table, pre')) found.push(`to be moved to and fro, and no table: ${short(element)}`);
            break;
          }
        }
      }
      return [...new Set(found)];
    },

    styled(rules) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      const found = this.outside();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      return found.map((words) => `${words}, with ${rules.split('{')[0].trim() === '*' ? 'wide spaces' : 'large letters'}`);
    },

    /** What moves though its reader asked for rest. */
    moving() {
      const found = [];
      for (const element of document.querySelectorAll('body, body *')) {
        for (const part of [null, '::before', '::after']) {
          const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element, part);
          if (animationName !== 'none') found.push(`${animationName} runs: ${short(element)}`);
          if (!/^(0s(, )?)+$/.test(transitionDuration)) found.push(`changes slowly: ${short(element)}`);
          if (scrollBehavior === 'smooth') found.push(`scrolls slowly: ${short(element)}`);
        }
      }
      return [...new Set(found)];
    },

    /** What cannot be seen with the reader's own few colours: drawings, and the edges of what can be operated. */
    lost() {
      const found = [];
      for (const shape of document.querySelectorAll('svg :is(rect, path, circle, line, polygon, polyline, ellipse, text)')) {
        const svg = shape.ownerSVGElement;
        if (!seen(svg) || svg.closest('.map, [aria-hidden=true]:not(.icon, td, .legend svg)') || shape.closest('defs, clipPath, mask')) continue;
        if (shape.hasAttribute('width') && Number(shape.getAttribute('width')) === 0) continue;
        const style = getComputedStyle(shape);
        // A drawing that brings its own ground is as it was made.
        const ground = getComputedStyle(svg).forcedColorAdjust === 'none' || svg.querySelector('rect[width]')?.getAttribute('width') === svg.getAttribute('viewBox')?.split(' ')[2];
        if (ground) continue;
        const under = behind(svg);
        const drawn = [style.fill, style.stroke].filter((paint) => paint !== 'none').map(rgb).filter(({ a }) => a > 0);
        if (drawn.length > 0 && !drawn.some((paint) => contrast(paint, under) >= 3)) found.push(`a drawing that cannot be seen (${style.fill} ${style.stroke}): ${short(svg.parentElement)}`);
      }
      for (const element of document.querySelectorAll('img.qr, canvas.qr, .map')) if (seen(element) && getComputedStyle(element).forcedColorAdjust !== 'none') found.push(`a picture whose ground is taken away: ${short(element)}`);
      for (const element of document.querySelectorAll('button, .button, input, select, textarea')) {
        if (!seen(element) || element.type === 'hidden' || /checkbox|radio|file|range/.test(element.type)) continue;
        const style = getComputedStyle(element);
        const edge = ['Top', 'Bottom'].some((side) => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0 && contrast(rgb(style[`border${side}Color`]), behind(element.parentElement)) >= 3);
        if (!edge && !style.textDecorationLine.includes('underline')) found.push(`no edge that can be seen: ${short(element)}`);
      }
      return [...new Set(found)];
    },

    /** Fields that are wrong say why, where a reader that speaks finds it. */
    unexplained: () =>
      [...document.querySelectorAll('[aria-invalid=true]')]
        .filter((field) => seen(field) && !`${field.getAttribute('aria-describedby') ?? ''} ${field.getAttribute('aria-errormessage') ?? ''}`.split(' ').some((id) => id && document.getElementById(id)?.textContent.trim()))
        .map((field) => `wrong, and nothing said why: ${short(field)}`),
  };
}
