import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { SlideText48Regular } from '@fluentui/react-icons/svg/slide-text';
import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { MeetingContent } from '../../../shared/model/meeting-content.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { appTexts } from '../../locales/app.ts';
import { contentTexts as texts } from '../../locales/content.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { ContentHead } from './content-head.tsx';
import { ItemBar } from './item-bar.tsx';
import { ItemView, NothingYet } from './item-view.tsx';
import { LabOnly } from './lab-only.tsx';
import { type Choice, isNothingYet, selectedItem } from './selected-item.ts';
import { SendingBar } from './sending-bar.tsx';

const useStyles = makeStyles({
  pane: {
    containerType: 'inline-size',
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
  },
  // Where a window is too low for all of it, it scrolls as one.
  body: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0, overflowY: 'auto' },
  note: { padding: tokens.spacingHorizontalM, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  waiting: { margin: 'auto', padding: tokens.spacingVerticalXXL },
});

/** What the meeting shows: slides, whiteboards, polls, questions. Fills the place it stands in. */
export function MeetingContentPane() {
  const styles = useStyles();
  const content = useSlice((snapshot) => snapshot.meetingContent);
  return (
    <section className={styles.pane} aria-label={texts.pane}>
      {content === null || content.state === 'off' ? (
        <EmptyState icon={<SlideText48Regular />} title={texts.off} body={texts.offBody} />
      ) : (
        <State key={content.meetingId} content={content} />
      )}
    </section>
  );
}

function State(props: { readonly content: MeetingContent }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { content } = props;
  if (content.state === 'connecting') {
    return <Spinner className={styles.waiting} size="tiny" label={texts.connecting} labelPosition="after" />;
  }
  if (content.state === 'failed') {
    const retry = <Button onClick={() => run(client.request('content.retry'))}>{texts.retry}</Button>;
    return (
      <div className={styles.note}>
        {content.failure ? <FailureCard failure={content.failure} actions={retry} /> : retry}
        {content.isLabOnly && <LabOnly />}
      </div>
    );
  }
  return <OpenContent content={content} />;
}

/** Why a document of one's own is not there, where the page that could have said so at once is gone. */
function Unsent(props: { readonly failure: Failure }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const dismiss = (
    <Button size="small" onClick={() => run(client.request('content.cancelPages'))}>
      {appTexts.dismiss}
    </Button>
  );
  return (
    <div className={styles.note}>
      <FailureCard failure={props.failure} actions={dismiss} />
    </div>
  );
}

function OpenContent(props: { readonly content: MeetingContent }) {
  const styles = useStyles();
  const { content } = props;
  const [choice, setChoice] = useState<Choice>();
  const item = selectedItem(content, choice);
  const isNothing = item !== undefined && isNothingYet(item, content, choice);
  const choose = (id: string | undefined) => setChoice(id === undefined ? undefined : { id, shownId: content.shownId });
  return (
    <div className={styles.body}>
      <ContentHead content={content} selected={item} onSelect={choose} />
      {content.sending && <SendingBar sending={content.sending} />}
      {content.failure && <Unsent failure={content.failure} />}
      {item && <ItemBar content={content} item={item} isNothing={isNothing} onFollow={() => choose(undefined)} />}
      {item ? (
        <ItemView key={item.id} content={content} item={item} isNothing={isNothing} onAsk={() => choose(item.id)} />
      ) : (
        <NothingYet mayPresent={content.mayPresent} />
      )}
    </div>
  );
}
