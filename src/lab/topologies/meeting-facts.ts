/** Everything one can know about a meeting from its invitation: addresses, links, key (mission J6). */
import type { LabMeetingFacts } from '../api.ts';
import type { Company, MeetingPlan, Topology } from './topology.ts';

const HTTPS_PORT = 443;

/** `sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ` [MS-CONFBAS] 2.2.1 */
export function focusUriOf(meeting: Pick<MeetingPlan, 'organizer' | 'id'>): string {
  return `sip:${meeting.organizer};gruu;opaque=app:conf:focus:id:${meeting.id}`;
}

/** The simple URL of the meeting's page; `port` is where the company's web server really listens. */
function meetUrlOf(company: Company, meeting: MeetingPlan, port: number): string {
  const [user = ''] = meeting.organizer.split('@');
  const host = port === HTTPS_PORT ? company.web.name : `${company.web.name}:${port}`;
  return `https://${host}/${user}/${meeting.id}`;
}

/** The facts of every meeting; `webPortOf` tells where a company's web server listens. */
export function meetingFactsOf(topology: Topology, webPortOf: (company: Company) => number): LabMeetingFacts[] {
  return topology.companies.flatMap((company) =>
    company.meetings.map((meeting) => {
      const focusUri = focusUriOf(meeting);
      return {
        id: meeting.id,
        title: meeting.title,
        organizer: meeting.organizer,
        focusUri,
        key: meeting.key,
        links: {
          conf: `conf:${focusUri}%3Frequired-media=audio`,
          meet: `meet:${focusUri}?conf-key=${meeting.key}`,
          sip: `${focusUri}?conf-key=${meeting.key}`,
          https: meetUrlOf(company, meeting, webPortOf(company)),
        },
        note: meeting.note,
      };
    }),
  );
}
