import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PeopleTeam20Regular } from '@fluentui/react-icons/svg/people-team';
import { useOfferJoin } from '../../app/offer-join.ts';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { labTexts } from '../../locales/lab.ts';
import { mainTexts as texts } from '../../locales/main.ts';
import { useSlice } from '../../state/services.tsx';
import { CalendarSection } from '../calendar/index.ts';
import { LabMeetingList } from '../lab/index.ts';
import { MeetingActions, OwnMeetingsSection } from '../scheduling/index.ts';

const useStyles = makeStyles({
  pane: { padding: tokens.spacingVerticalM },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    flexShrink: 0,
    gap: tokens.spacingHorizontalS,
    maxWidth: '560px',
    // However many stand beside each other, each row is filled.
    '& > button': { flexGrow: 1 },
  },
});

/** Meetings: join one or set one up, today's from the calendar, the own ones, and while the lab runs the lab's own. */
export function MeetingsPane() {
  const styles = useStyles();
  const offerJoin = useOfferJoin();
  const labRuns = useSlice((snapshot) => snapshot.lab.state === 'running');
  return (
    <ScrollArea label={texts.tabs.meetings} className={styles.pane}>
      <div className={styles.actions}>
        <Button appearance="primary" icon={<PeopleTeam20Regular />} onClick={() => offerJoin('')}>
          {texts.join}
        </Button>
        <MeetingActions />
      </div>
      <CalendarSection />
      <OwnMeetingsSection />
      {labRuns && (
        <Section title={labTexts.list}>
          <LabMeetingList />
        </Section>
      )}
    </ScrollArea>
  );
}
