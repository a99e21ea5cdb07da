import { History48Regular } from '@fluentui/react-icons/svg/history';
import type { AccountFacts } from '../../../shared/model/account.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { StageList } from '../../components/stage-list.tsx';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { exactTime } from '../../locales/format.ts';
import { useSlice } from '../../state/services.tsx';
import { JoinSteps } from '../meeting/index.ts';

/** How the last sign-in went, what registration taught, and how the last join went. */
export function JourneyTab() {
  const journey = useSlice((snapshot) => snapshot.journey);
  const account = useSlice((snapshot) => snapshot.account);
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const facts = account.kind === 'registered' || account.kind === 'reconnecting' ? account.account : undefined;
  if (!journey && !facts && !meeting) {
    return <EmptyState icon={<History48Regular />} title={texts.noJourneyTitle} body={texts.noJourneyBody} />;
  }
  return (
    <ScrollArea label={texts.tabs['diagnostics-journey']}>
      {facts && (
        <Section title={texts.account}>
          <AccountTable facts={facts} />
        </Section>
      )}
      {journey && (
        <Section title={texts.journeyOf(journey.address, exactTime(journey.startedAt))}>
          <StageList journey={journey} below={(stage) => stage.failure && <FailureCard failure={stage.failure} />} />
        </Section>
      )}
      {meeting && (
        <Section title={texts.lastJoin}>
          <JoinSteps steps={meeting.steps} />
        </Section>
      )}
    </ScrollArea>
  );
}

function AccountTable(props: { readonly facts: AccountFacts }) {
  const { facts } = props;
  const names = texts.facts;
  return (
    <Facts
      facts={[
        [names.address, facts.address],
        [names.server, facts.server],
        [names.homeServer, facts.homeServer],
        [names.peer, facts.peer],
        [names.local, facts.local],
        [names.publicAddress, facts.publicAddress],
        [names.location, texts.locations[facts.location]],
        [names.scheme, facts.scheme],
        [names.count, String(facts.registerCount)],
        [names.expires, `${facts.expiresSeconds} s`],
        [names.since, exactTime(facts.registeredAt)],
        [names.software, facts.serverSoftware],
        [names.gruu, facts.gruu],
      ]}
    />
  );
}
