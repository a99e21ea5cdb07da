import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { KeptCall } from '../../../shared/model/call-log.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Section } from '../../components/pane.tsx';
import { exactTime } from '../../locales/format.ts';
import { callListTexts as texts } from '../../locales/phone.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { callDays } from './call-days.ts';
import { RecentCall } from './recent-call.tsx';
import { useCallList } from './use-call-list.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  day: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  ends: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** The calls that are over, by days, newest first; what is asked to be removed is confirmed once. */
export function RecentSection() {
  const styles = useStyles();
  const isKept = useSlice(({ callLog }) => callLog.isKept);
  const { calls, showOlder } = useCallList();
  const [removing, setRemoving] = useState<KeptCall | 'all'>();
  const now = useNow(60_000);
  const hint = calls.length === 0 ? texts.none : isKept ? undefined : texts.notKept;
  return (
    <Section title={texts.title} {...(hint === undefined ? {} : { hint })}>
      {callDays(calls, now).map((day) => (
        <div key={day.title}>
          <h3 className={styles.day}>{day.title}</h3>
          <ul className={styles.list} aria-label={day.title}>
            {day.calls.map((call) => (
              <RecentCall key={call.id} call={call} onRemove={setRemoving} />
            ))}
          </ul>
        </div>
      ))}
      {calls.length > 0 && (
        <div className={styles.ends}>
          {showOlder && (
            <Button size="small" onClick={showOlder}>
              {texts.older}
            </Button>
          )}
          <Button size="small" onClick={() => setRemoving('all')}>
            {texts.clear}
          </Button>
        </div>
      )}
      {removing && <RemoveDialog which={removing} onClose={() => setRemoving(undefined)} />}
    </Section>
  );
}

function RemoveDialog(props: { readonly which: KeptCall | 'all'; readonly onClose: () => void }) {
  const { client } = useServices();
  const { which, onClose } = props;
  const isAll = which === 'all';
  return (
    <ConfirmDialog
      title={isAll ? texts.clearTitle : texts.removeTitle}
      body={isAll ? texts.clearBody : texts.removeBody(which.peer.name, exactTime(which.at))}
      confirm={texts.confirm}
      cancel={texts.cancel}
      onConfirm={() => (isAll ? client.request('callLog.clear') : client.request('callLog.remove', { id: which.id }))}
      onClose={onClose}
    />
  );
}
