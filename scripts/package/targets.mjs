/** What can be packaged, and where: electron-builder.yml declares the same targets. */

/**
 * @typedef {object} Target
 * @property {'linux' | 'win' | 'mac'} system as electron-builder calls it
 * @property {string} [needs] what a machine must have that can make it; without it, `npm run package` makes it on Linux
 */

/** @type {Readonly<Record<string, Target>>} */
export const TARGETS = {
  deb: { system: 'linux' },
  rpm: { system: 'linux' },
  'tar.gz': { system: 'linux' },
  AppImage: { system: 'linux', needs: "AppImage's runtime and mksquashfs, which electron-builder downloads" },
  flatpak: { system: 'linux', needs: 'flatpak-builder, with runtime, SDK and BaseApp from Flathub' },
  nsis: { system: 'win', needs: 'Windows, and a certificate to sign it with' },
  dmg: { system: 'mac', needs: 'a Mac, and a developer identity to sign it with' },
};

const MADE_HERE = Object.keys(TARGETS).filter((name) => TARGETS[name]?.needs === undefined);

/**
 * What `npm run package -- --target NAME …` asks for: every target that is made here unless told. A text is the reason why not.
 * @param {readonly string[]} args
 * @returns {readonly string[] | string}
 */
export function chosenTargets(args) {
  /** @type {string[]} */
  const chosen = [];
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at + 1];
    if (args[at] !== '--target' || name === undefined) {
      return `usage: npm run package -- [--target NAME]…, with one of ${Object.keys(TARGETS).join(', ')}`;
    }
    const target = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
    if (!target) return `there is no target ${name}; there are ${Object.keys(TARGETS).join(', ')}`;
    if (target.needs !== undefined) {
      return `${name} is declared in electron-builder.yml, but it is not built here and nobody has tried it yet. It needs ${target.needs}; there, type: npx electron-vite build && npx electron-builder --${target.system} ${name}`;
    }
    if (!chosen.includes(name)) chosen.push(name);
  }
  return chosen.length === 0 ? MADE_HERE : chosen;
}

/**
 * The runs of electron-builder that make them. While it packs a deb or an rpm it writes beside the program which of them it is, for the updater
 * to read, and an archive that is packed at the same time would take that along: archives go first, in a run of their own.
 * @param {readonly string[]} targets
 * @returns {readonly (readonly string[])[]} none of them empty
 */
export function runsFor(targets) {
  const isArchive = (/** @type {string} */ name) => name === 'tar.gz';
  const runs = [targets.filter(isArchive), targets.filter((name) => !isArchive(name))];
  return runs.filter((run) => run.length > 0);
}
