/** The scenario files that come with Offhook, read into the bundle. */
import anonymousJoin from '../../../docs/scenarios/anonymous-join.json' with { type: 'json' };
import federationMatrix from '../../../docs/scenarios/federation-matrix.json' with { type: 'json' };
import hostileServers from '../../../docs/scenarios/hostile-servers.json' with { type: 'json' };
import lyncBlog from '../../../docs/scenarios/lync-blog.json' with { type: 'json' };
import serverDiscovery from '../../../docs/scenarios/server-discovery.json' with { type: 'json' };
import signInWorkflow from '../../../docs/scenarios/sign-in-workflow.json' with { type: 'json' };
import webConferencing from '../../../docs/scenarios/web-conferencing.json' with { type: 'json' };
import { readScenarioFile } from '../scenario/read-file.ts';
import type { ScenarioFile } from '../scenario/schema.ts';

const shipped: Readonly<Record<string, unknown>> = {
  'federation-matrix.json': federationMatrix,
  'anonymous-join.json': anonymousJoin,
  'sign-in-workflow.json': signInWorkflow,
  'server-discovery.json': serverDiscovery,
  'web-conferencing.json': webConferencing,
  'lync-blog.json': lyncBlog,
  'hostile-servers.json': hostileServers,
};

/** Each by its name, in the order of a list. Throws for one that is no scenario file: it would be our own mistake. */
export function shippedFiles(): ReadonlyMap<string, ScenarioFile> {
  return new Map(
    Object.entries(shipped).map(([name, data]) => {
      const read = readScenarioFile(JSON.stringify(data));
      if (!read.ok) throw new Error(`${name}: ${read.problems[0]?.path} ${read.problems[0]?.expected}`);
      return [name, read.file];
    }),
  );
}
