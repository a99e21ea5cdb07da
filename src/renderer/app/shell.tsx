import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Chat48Regular } from '@fluentui/react-icons/svg/chat';
import { Suspense } from 'react';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { PaneTitleContext } from '../components/pane-title.ts';
import { InvitationBar } from '../features/meeting-invitations/index.ts';
import { SignInScreen } from '../features/sign-in/index.ts';
import { appTexts as texts } from '../locales/app.ts';
import { useRun, useServices, useSlice } from '../state/services.tsx';
import { BadEndBar } from './bad-end-bar.tsx';
import { ListBehindContext } from './list-behind.ts';
import { useNavigation } from './navigate.tsx';
import type { Place } from './navigation.ts';
import { NoticeBar } from './notice-bar.tsx';
import { type DetailId, screens } from './screens.ts';
import { useFollow } from './use-follow.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useMedia } from './use-media.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWindowTitle } from './use-window-title.ts';
import { callBars, callOffer, connectionBanner, details, joinDialog, labBanner, mainWindow, View } from './views.tsx';

/** Room for a list beside a detail. */
const wideQuery = '(min-width: 800px)';
/** Room for a list beside a meeting, which itself has a stage and a panel. */
const widestQuery = '(min-width: 1200px)';
const wide = `@media ${wideQuery}`;
const widest = `@media ${widestQuery}`;

const useStyles = makeStyles({
  window: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  split: { display: 'flex', flexGrow: 1, minHeight: 0 },
  side: { display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0 },
  list: {
    flexGrow: 1,
    [wide]: {
      flexGrow: 0,
      flexShrink: 0,
      width: '360px',
      borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    },
  },
  detail: { flexGrow: 1 },
  behind: { display: 'none', [wide]: { display: 'flex' } },
  behindMeeting: { display: 'none', [widest]: { display: 'flex' } },
  hidden: { display: 'none' },
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    flexShrink: 0,
  },
  barWords: { flexGrow: 1 },
  unlessWidest: { [widest]: { display: 'none' } },
});

/** Marks what lies in front, where the focus goes when it has nowhere else to be. */
const front = { 'data-front': '' };

type Conditions = Pick<Snapshot, 'meeting'> & { readonly signedIn: boolean };

/** The window: sign-in, or list and detail; above them what concerns every screen. */
export function Shell() {
  const styles = useStyles();
  const { place } = useNavigation();
  const accountKind = useSlice((snapshot) => snapshot.account.kind);
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const labRuns = useSlice((snapshot) => snapshot.lab.state === 'running');
  const hasCalls = useSlice((snapshot) => snapshot.calls.length > 0);
  const hasLink = useSlice((snapshot) => snapshot.pendingLink !== null);
  const signedIn = accountKind === 'registered' || accountKind === 'reconnecting';
  useFollow();
  const detail = detailToShow(place, { meeting, signedIn });
  const paneTitle = useWindowTitle(detail);
  useKeptFocus(arrivalOf(place, detail, meeting?.id));
  useShortcuts({ signedIn, onEscape: useCloseTop(detail) });
  const isListBehind = useListBehind(place, detail);
  // A meeting one has fallen out of says so itself.
  const saysItself = detail === 'meeting' && meeting?.away !== undefined;
  const live = meeting !== null && meeting.phase !== 'ended';
  return (
    <div className={styles.window}>
      <Suspense>{labRuns && <View of={labBanner} />}</Suspense>
      <NoticeBar />
      <BadEndBar />
      <InvitationBar />
      <Suspense>{hasCalls && <View of={callBars} />}</Suspense>
      <Suspense>{hasLink && <View of={callOffer} />}</Suspense>
      {live && (detail !== 'meeting' || place.front === 'list') && <MeetingBar isBeside={detail === 'meeting'} />}
      <ListBehindContext value={isListBehind}>
        <Suspense>{signedIn && isListBehind && !saysItself && <View of={connectionBanner} />}</Suspense>
        <PaneTitleContext value={paneTitle}>
          {signedIn ? <Split place={place} detail={detail} /> : <Single detail={detail} />}
        </PaneTitleContext>
      </ListBehindContext>
      <Suspense>{place.dialog && <View of={joinDialog} />}</Suspense>
    </div>
  );
}

/** Whether the detail in front leaves no room for the list, as the styles decide. */
function useListBehind(place: Place, detail: DetailId | undefined): boolean {
  const isWide = useMedia(wideQuery);
  const isWidest = useMedia(widestQuery);
  return place.front === 'detail' && detail !== undefined && !(detail === 'meeting' ? isWidest : isWide);
}

/**
 * Names what came to the front over the list; a contact looked at beside the list leaves the focus in the list. While a dialog lies
 * above, nothing comes to the front.
 */
function arrivalOf(place: Place, detail: DetailId | undefined, meetingId: string | undefined): string | undefined {
  if (place.dialog) return undefined;
  if (place.front === 'list' || detail === undefined || detail === 'contact') return '';
  const { name } = details[detail];
  if (detail === 'meeting') return `${name} ${meetingId}`;
  return detail === 'conversation' || detail === 'call' ? `${name} ${place.about}` : name;
}

/** Esc: ends a sign-in that is under way, puts an ended meeting away, else closes what is on top. */
function useCloseTop(detail: DetailId | undefined): () => void {
  const { client, store } = useServices();
  const { close, home } = useNavigation();
  const run = useRun();
  return () => {
    const { account, meeting } = store.get();
    if (account.kind === 'signing-in' && detail === undefined) run(client.request('signIn.cancel'));
    else if (detail === 'meeting' && meeting?.phase === 'ended') {
      run(client.request('meeting.dismiss'));
      home();
    } else close();
  };
}

/** The detail to draw: the one asked for if it can be had, else the meeting one is in. */
export function detailToShow(place: Place, conditions: Conditions): DetailId | undefined {
  const screen = screens.find((known) => known.id === place.detail);
  const met: Record<'nothing' | 'account' | 'meeting', boolean> = {
    nothing: true,
    account: conditions.signedIn,
    meeting: conditions.meeting !== null,
  };
  if (place.detail && screen && met[screen.needs]) return place.detail;
  return conditions.signedIn && conditions.meeting ? 'meeting' : undefined;
}

function Detail(props: { readonly id: DetailId }) {
  const screen = details[props.id];
  return (
    <Suspense>
      <View key={screen.name} of={screen} />
    </Suspense>
  );
}

function Split(props: { readonly place: Place; readonly detail: DetailId | undefined }) {
  const styles = useStyles();
  const { place, detail } = props;
  const detailInFront = place.front === 'detail' && detail !== undefined;
  return (
    <main className={styles.split}>
      <div
        className={mergeClasses(
          styles.side,
          styles.list,
          detailInFront && (detail === 'meeting' ? styles.behindMeeting : styles.behind),
        )}
        {...(detailInFront ? {} : front)}
      >
        <Suspense>
          <View of={mainWindow} />
        </Suspense>
      </div>
      <section
        className={mergeClasses(styles.side, styles.detail, !detailInFront && styles.behind)}
        aria-label={texts.side}
        {...(detailInFront ? front : {})}
      >
        {detail ? (
          <Detail id={detail} />
        ) : (
          <EmptyState icon={<Chat48Regular />} title={texts.nothingOpen} body={texts.nothingOpenBody} />
        )}
      </section>
    </main>
  );
}

/** Signed out: one screen at a time. The form stays beneath, so that nothing typed is lost. */
function Single(props: { readonly detail: DetailId | undefined }) {
  const styles = useStyles();
  return (
    <main className={mergeClasses(styles.side, styles.detail)}>
      <div
        className={mergeClasses(styles.side, styles.detail, props.detail && styles.hidden)}
        {...(props.detail ? {} : front)}
      >
        <SignInScreen />
      </div>
      {props.detail && (
        <div className={mergeClasses(styles.side, styles.detail)} {...front}>
          <Detail id={props.detail} />
        </div>
      )}
    </main>
  );
}

/** The way back to the meeting; not needed where it lies beside the list with all its room. */
function MeetingBar(props: { readonly isBeside: boolean }) {
  const styles = useStyles();
  const { open } = useNavigation();
  return (
    <div className={mergeClasses(styles.bar, props.isBeside && styles.unlessWidest)}>
      <Text size={200} className={styles.barWords}>
        {texts.inMeeting}
      </Text>
      <Button size="small" appearance="primary" onClick={() => open('meeting')}>
        {texts.backToMeeting}
      </Button>
    </div>
  );
}
