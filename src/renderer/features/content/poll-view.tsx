import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { PollItem } from '../../../shared/model/meeting-content.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { keyed } from '../../components/keyed.ts';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { useSending } from '../../components/use-sending.ts';
import { pollTexts as texts, turnoutWords, votesWords } from '../../locales/content.ts';
import { useRun, useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  poll: { gap: tokens.spacingVerticalL, padding: tokens.spacingVerticalL },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  question: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  choice: { overflowWrap: 'anywhere' },
  results: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  result: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  line: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, justifyContent: 'space-between' },
  // The words say all that the bar shows.
  track: {
    height: '12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground5,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    overflow: 'hidden',
  },
  bar: {
    height: '100%',
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
  },
});

/** A poll: the question, the own vote while it is open, and the results for whom they are there. */
export function PollView(props: { readonly item: PollItem; readonly mayPresent: boolean }) {
  const styles = useStyles();
  const headingId = useId();
  const { item, mayPresent } = props;
  const hasResults = item.choices.some(({ votes }) => votes !== undefined);
  return (
    <ScrollArea label={item.question} className={styles.poll}>
      <div className={styles.column}>
        <div>
          <h2 id={headingId} className={styles.question}>
            <bdi>{item.question}</bdi>
          </h2>
          {item.by && (
            <Text size={200} className={styles.quiet}>
              {texts.askedBy(item.by)}
            </Text>
          )}
        </div>
        {item.isOpen ? (
          <Ballot key={item.ownVote} item={item} headingId={headingId} />
        ) : (
          <>
            <Text>{texts.closed}</Text>
            <OwnVote item={item} />
          </>
        )}
        {hasResults ? <Results item={item} /> : <Text className={styles.quiet}>{texts.hidden}</Text>}
        {mayPresent && <PresenterButtons item={item} />}
      </div>
    </ScrollArea>
  );
}

function OwnVote(props: { readonly item: PollItem }) {
  const { choices, ownVote } = props.item;
  const own = ownVote === undefined ? undefined : choices[ownVote];
  return own ? <Text>{texts.voted(own.text)}</Text> : null;
}

function Ballot(props: { readonly item: PollItem; readonly headingId: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const { send, failure, isBusy } = useSending(() => undefined);
  const { item } = props;
  const [picked, setPicked] = useState(item.ownVote);
  const isNew = picked !== undefined && picked !== item.ownVote;
  return (
    <form
      className={styles.column}
      onSubmit={(event) => {
        event.preventDefault();
        if (isNew && !isBusy) send(client.request('content.vote', { itemId: item.id, choice: picked }));
      }}
    >
      <RadioGroup
        aria-labelledby={props.headingId}
        value={picked === undefined ? '' : String(picked)}
        onChange={(_, data) => setPicked(Number(data.value))}
      >
        {keyed(item.choices, ({ text }) => text).map(({ key, item: choice }, index) => (
          <Radio key={key} className={styles.choice} value={String(index)} label={<bdi>{choice.text}</bdi>} />
        ))}
      </RadioGroup>
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabledFocusable={!isNew || isBusy}>
          {item.ownVote === undefined ? texts.vote : texts.changeVote}
        </Button>
      </div>
      <div role="status">
        <OwnVote item={item} />
      </div>
      {failure && <FailureCard failure={failure} />}
    </form>
  );
}

function Results(props: { readonly item: PollItem }) {
  const styles = useStyles();
  const { item } = props;
  const all = item.choices.reduce((sum, { votes }) => sum + (votes ?? 0), 0);
  return (
    <section aria-label={texts.results}>
      <div className={styles.column}>
        <Text className={styles.quiet}>
          {[turnoutWords(item), item.showsResults ? '' : texts.presentersOnly].filter(Boolean).join(' ')}
        </Text>
        <ul className={styles.results}>
          {keyed(item.choices, ({ text }) => text).map(({ key, item: { text, votes = 0 } }, index) => (
            <li key={key} className={styles.result}>
              <div className={styles.line}>
                <Text className={styles.choice} weight={index === item.ownVote ? 'semibold' : 'regular'}>
                  <bdi>{text}</bdi>
                </Text>
                <Text className={styles.quiet}>
                  {[votesWords(votes, all), index === item.ownVote ? texts.yours : ''].filter(Boolean).join(' · ')}
                </Text>
              </div>
              <div className={styles.track} aria-hidden>
                <div className={styles.bar} style={{ width: `${all === 0 ? 0 : (100 * votes) / all}%` }} />
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function PresenterButtons(props: { readonly item: PollItem }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { id: itemId, isOpen, showsResults } = props.item;
  return (
    <div className={styles.buttons}>
      <Button onClick={() => run(client.request('content.showResults', { itemId, shows: !showsResults }))}>
        {showsResults ? texts.hideResults : texts.showResults}
      </Button>
      <Button onClick={() => run(client.request('content.closePoll', { itemId, isOpen: !isOpen }))}>
        {isOpen ? texts.closePoll : texts.openAgain}
      </Button>
    </div>
  );
}
