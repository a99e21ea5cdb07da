import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ChevronLeft20Regular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRight20Regular } from '@fluentui/react-icons/svg/chevron-right';
import { ZoomIn20Regular } from '@fluentui/react-icons/svg/zoom-in';
import { ZoomOut20Regular } from '@fluentui/react-icons/svg/zoom-out';
import { type KeyboardEvent, useId, useState } from 'react';
import type { SlidesItem } from '../../../shared/model/meeting-content.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { contentTexts, slidesTexts as texts } from '../../locales/content.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { fit, nextZoom, slideKey } from './slide-keys.ts';
import { type PageControl, usePage } from './use-page.ts';

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  stage: {
    position: 'relative',
    display: 'flex',
    flexGrow: 1,
    minHeight: '160px',
    minWidth: 0,
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  // As large as the place allows at 100 %; larger, it scrolls.
  sheet: { margin: 'auto', flexShrink: 0, width: '100%', height: '100%' },
  picture: { display: 'block', width: '100%', height: '100%', objectFit: 'contain' },
  busy: {
    position: 'absolute',
    insetBlockStart: tokens.spacingVerticalS,
    insetInlineStart: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  failure: { margin: 'auto', padding: tokens.spacingHorizontalM, maxWidth: '480px' },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: tokens.spacingVerticalXS,
    flexShrink: 0,
  },
  count: { minWidth: '96px', textAlign: 'center', fontVariantNumeric: 'tabular-nums' },
  keys: { color: tokens.colorNeutralForeground2, flexBasis: '100%', textAlign: 'center' },
});

/** Pages a presenter turns for everybody: the one they are at, and as large as one likes. */
export function SlidesView(props: { readonly item: SlidesItem; readonly mayPresent: boolean }) {
  const styles = useStyles();
  const keysId = useId();
  const { client } = useServices();
  const run = useRun();
  const [zoom, setZoom] = useState(fit);
  const { item, mayPresent } = props;
  const page = usePage(item.id, item.page);
  const turn = {
    next: () => {
      if (mayPresent && item.page < item.pageCount - 1) run(client.request('content.nextPage', { itemId: item.id }));
    },
    previous: () => {
      if (mayPresent && item.page > 0) run(client.request('content.previousPage', { itemId: item.id }));
    },
  };

  function onKeyDown(event: KeyboardEvent): void {
    const key = slideKey(event, zoom !== fit);
    if (key === undefined) return;
    event.preventDefault();
    if (key === 'next' || key === 'previous') turn[key]();
    else setZoom(nextZoom(zoom, key));
  }

  return (
    <div className={styles.view}>
      <Stage item={item} page={page} zoom={zoom} keysId={keysId} onKeyDown={onKeyDown} />
      <div className={styles.bar}>
        {mayPresent && (
          <Button
            appearance="subtle"
            icon={<ChevronLeft20Regular />}
            aria-label={texts.previous}
            disabledFocusable={item.page === 0}
            onClick={turn.previous}
          />
        )}
        <Text className={styles.count}>{texts.page(item.page, item.pageCount)}</Text>
        {mayPresent && (
          <Button
            appearance="subtle"
            icon={<ChevronRight20Regular />}
            aria-label={texts.next}
            disabledFocusable={item.page >= item.pageCount - 1}
            onClick={turn.next}
          />
        )}
        <ZoomButtons zoom={zoom} onZoom={setZoom} />
        <Text id={keysId} size={200} className={styles.keys}>
          {mayPresent ? texts.keysPresenter : texts.keysAttendee}
        </Text>
      </div>
    </div>
  );
}

/** What scrolls is reachable by keyboard, and here the keys turn and zoom as well. */
const focusable = { tabIndex: 0 } as const;

function Stage(props: {
  readonly item: SlidesItem;
  readonly page: PageControl;
  readonly zoom: number;
  readonly keysId: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const styles = useStyles();
  const { item, zoom } = props;
  const { shown, failure, isLoading, retry } = props.page;
  const size = `${zoom}%`;
  return (
    <section
      className={styles.stage}
      aria-label={texts.page(item.page, item.pageCount)}
      aria-describedby={props.keysId}
      aria-busy={isLoading}
      onKeyDown={props.onKeyDown}
      {...focusable}
    >
      {shown && (
        <div className={styles.sheet} style={{ width: size, height: size }}>
          <img className={styles.picture} src={shown.url} alt={texts.picture(item, shown.page, item.pageCount)} />
        </div>
      )}
      {isLoading && (
        <div className={styles.busy}>
          <Spinner size="tiny" label={texts.loading} labelPosition="after" />
        </div>
      )}
      {failure && (
        <div className={styles.failure}>
          <FailureCard failure={failure} actions={<Button onClick={retry}>{contentTexts.retry}</Button>} />
        </div>
      )}
    </section>
  );
}

function ZoomButtons(props: { readonly zoom: number; readonly onZoom: (zoom: number) => void }) {
  const { zoom, onZoom } = props;
  return (
    <>
      <Button
        appearance="subtle"
        icon={<ZoomOut20Regular />}
        aria-label={texts.zoomOut}
        disabledFocusable={nextZoom(zoom, 'out') === zoom}
        onClick={() => onZoom(nextZoom(zoom, 'out'))}
      />
      <Button appearance="subtle" size="small" onClick={() => onZoom(fit)}>
        {zoom === fit ? texts.fit : texts.zoom(zoom)}
      </Button>
      <Button
        appearance="subtle"
        icon={<ZoomIn20Regular />}
        aria-label={texts.zoomIn}
        disabledFocusable={nextZoom(zoom, 'in') === zoom}
        onClick={() => onZoom(nextZoom(zoom, 'in'))}
      />
    </>
  );
}
