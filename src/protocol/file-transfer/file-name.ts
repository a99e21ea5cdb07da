/** Names that strangers give their files, made into names that can be shown and saved: one component, nothing hidden, nothing reserved. */
import { encodeUtf8 } from '../sip/text.ts';

/** UTF-16 units, as far as a window shows a name. */
const longestName = 120;
/** The longest name that file systems take is 255 bytes; ` (1000)` and `.part` may have to be added. */
const longestBytes = 243;
const longestEnding = 16;

/**
 * Control characters; letters that cannot be seen or that turn the reading direction, so that `gpj.exe` shows as `exe.jpg`; halves of
 * characters; white space other than the plain space.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** Windows takes none of these; / and \ were cut at before. */
const forbidden = /[<>:"|?*/\\]/g;
/** Names of devices on Windows, with any ending. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;

/** A safe name for a file that somebody calls `typed`: never empty, never a path. */
export function safeFileName(typed: string): string {
  const last = typed.slice(0, 4096).normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(hidden, '').replace(forbidden, '_').replace(/ +/g, ' ');
  // A leading dot hides a file, a leading dash makes it an option; dots and spaces at the end are dropped by Windows.
  const trimmed = plain.replace(/^[. -]+/, '').replace(/[. ]+$/, '');
  if (trimmed === '') return 'file';
  return shortened(reserved.test(trimmed) ? `_${trimmed}` : trimmed);
}

function shortened(name: string): string {
  if (fits(name)) return name;
  const ending = endingOf(name);
  const kept = ending.length <= longestEnding ? ending : '';
  const stem = name.slice(0, name.length - kept.length);
  let length = Math.min(stem.length, longestName - kept.length);
  while (!fits(wholeStart(stem, length) + kept)) length -= 1;
  return `${wholeStart(stem, length).replace(/[. ]+$/, '')}${kept}`;
}

function fits(name: string): boolean {
  return name.length <= longestName && encodeUtf8(name).length <= longestBytes;
}

/** Never half of a character that takes two units. */
function wholeStart(text: string, length: number): string {
  const unit = text.charCodeAt(length - 1);
  return text.slice(0, unit >= 0xd800 && unit < 0xdc00 ? length - 1 : length);
}

/** `.docx` of a name, in lower case; empty when it has none. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

/** The name with a number, for when the plain one is taken: `report (2).docx`. */
export function numbered(name: string, count: number): string {
  const ending = endingOf(name);
  const stem = ending ? name.slice(0, -ending.length) : name;
  return `${stem} (${count})${name.slice(stem.length)}`;
}

/** Files that run something when they are opened, on one of the systems: programs, scripts, shortcuts, installers, documents with macros, disks. */
const programs = new Set(
  (
    'exe com scr pif cpl msi msp msc mst bat cmd ps1 ps1xml psc1 psm1 psd1 vb vbs vbe js jse mjs cjs wsf wsh wsc sct hta jar jnlp lnk url reg inf ' +
    'scf ade adp mdb mde accdb dll ocx sys drv gadget application appref-ms appx appxbundle msix msixbundle chm hlp library-ms settingcontent-ms ' +
    'website webloc desktop sh bash zsh fish csh ksh run bin elf out appimage flatpak snap deb rpm pkg dmg app command tool workflow action scpt ' +
    'applescript py pyc pyw pl rb php lua tcl apk ipa docm dotm xlsm xltm xlam xll xlsb pptm potm ppsm ppam sldm iqy slk one svg html htm xhtml ' +
    'mht mhtml shtml iso img vhd vhdx'
  )
    .split(' ')
    .map((ending) => `.${ending}`),
);

/** True for a name of a file that can run something when it is opened. The name must be safe, as `safeFileName` makes it. */
export function isProgram(name: string): boolean {
  return programs.has(endingOf(name));
}
