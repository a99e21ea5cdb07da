import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProgram, numbered, safeFileName } from './file-name.ts';

describe('a safe name', () => {
  it.each([
    ['report.docx', 'report.docx'],
    ['../../.ssh/authorized_keys', 'authorized_keys'],
    ['C:\\Windows\\system32\\evil.dll', 'evil.dll'],
    ['..', 'file'],
    ['/', 'file'],
    ['', 'file'],
    ['.bashrc', 'bashrc'],
    ['--help', 'help'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.log', '_com1.log'],
    ['COM¹', '_COM¹'],
    ['console.log', 'console.log'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['in\u200bvis\u00adible\u2066.pdf', 'invisible.pdf'],
    ['a.exe. . ', 'a.exe'],
    ['a\r\nX-Header: b.txt', 'aX-Header_ b.txt'],
    ['data:stream.txt', 'data_stream.txt'],
    ['Besprechung für Öl.pdf', 'Besprechung für Öl.pdf'],
    ['会議.txt', '会議.txt'],
    ['half \ud83d.txt', 'half .txt'],
    [`${'x'.repeat(300)}.docx`, `${'x'.repeat(115)}.docx`],
    [`${'👍'.repeat(100)}.txt`, `${'👍'.repeat(58)}.txt`],
    [`${'議'.repeat(110)}.docx`, `${'議'.repeat(79)}.docx`],
    ['議'.repeat(90), '議'.repeat(81)],
  ])('of %j is %j', (typed, safe) => {
    expect(safeFileName(typed)).toBe(safe);
  });

  it('is one component that can be seen, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const safe = safeFileName(typed);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.length).toBeLessThanOrEqual(120);
        // With the longest number and what is put behind it while it is on its way.
        expect(Buffer.byteLength(`${numbered(safe, 1000)}.part`)).toBeLessThanOrEqual(255);
        expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Cs}<>:"|?*]|^[.-]|[. ]$/u);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});

it.each([
  ['setup.EXE', true],
  ['holiday.jpg.scr', true],
  ['letter.docm', true],
  ['install.sh', true],
  ['Offhook.AppImage', true],
  ['letter.docx', false],
  ['exe', false],
  ['archive.tar.gz', false],
])('%s can run something: %s', (name, expected) => {
  expect(isProgram(name)).toBe(expected);
});

it.each([
  ['report.docx', 'report (2).docx'],
  ['README', 'README (2)'],
  ['Photo.JPG', 'Photo (2).JPG'],
])('%s numbered is %s', (name, expected) => {
  expect(numbered(name, 2)).toBe(expected);
});
