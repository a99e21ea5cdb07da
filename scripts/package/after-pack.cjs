/** electron-builder calls this between unpacking the runtime and making the packages. */
const { rmSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Removes what only development needs; a custom runtime's folder brings it along.
 * @param {{ appOutDir: string }} context
 */
module.exports = async ({ appOutDir }) => {
  for (const name of ['resources/default_app.asar', 'version']) rmSync(join(appOutDir, name), { force: true });
};
