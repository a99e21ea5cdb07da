/** Serves the meeting pages over connections that the lab's ground accepted and decrypted. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { LabLog } from '../log/lab-log.ts';
import type { AcceptedStream } from '../net/endpoint.ts';
import { serversOf, type Topology } from '../topologies/topology.ts';
import { answerPage } from './meet-page.ts';

export interface MeetServer {
  accept(accepted: AcceptedStream): void;
}

const LONGEST_TARGET = 2048;

/** One HTTP server per company; they listen nowhere themselves and so need no closing. */
export function createMeetServer(topology: Topology, log: LabLog): MeetServer {
  const servers = new Map<string, Server>();
  for (const server of serversOf(topology)) {
    const company = topology.companies.find((each) => each.web === server);
    if (!company) continue;
    const http = createServer((request, response) => {
      const target = (request.url ?? '/').slice(0, LONGEST_TARGET);
      const peer = `${request.socket.remoteAddress ?? ''}:${request.socket.remotePort ?? 0}`;
      log.record({ server: server.name, direction: 'received', peer, raw: headOf(request, target) });
      const { accept = '', host = server.name } = request.headers;
      const answer = answerPage(company, { method: request.method ?? '', target, accept, host });
      log.record({ server: server.name, direction: 'sent', peer, raw: `HTTP/1.1 ${answer.status}` });
      reply(response, answer);
    });
    servers.set(server.name, http);
  }
  return {
    accept({ server, stream }) {
      servers.get(server)?.emit('connection', stream);
    },
  };
}

function headOf(request: IncomingMessage, target: string): string {
  return `${request.method ?? ''} ${target} HTTP/${request.httpVersion}\r\nAccept: ${request.headers.accept ?? ''}\r\n\r\n`;
}

function reply(response: ServerResponse, answer: ReturnType<typeof answerPage>): void {
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': Buffer.byteLength(answer.body),
    'Cache-Control': 'no-store',
  });
  response.end(answer.body);
}
