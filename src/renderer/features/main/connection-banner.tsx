import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useContext } from 'react';
import { ListBehindContext } from '../../app/list-behind.ts';
import { failureTexts } from '../../locales/failures.ts';
import { ago } from '../../locales/format.ts';
import { mainTexts as texts } from '../../locales/main.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';

const useStyles = makeStyles({
  bar: { flexShrink: 0, minHeight: 'unset' },
  inList: { margin: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}` },
  body: {
    whiteSpace: 'normal',
    minWidth: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
  },
});

/**
 * While the connection is away: why, when the next try is, how old the contacts are, and a way not to wait; that nobody knows whether it still
 * stands; or that a backup serves. Announced once, not each second.
 */
export function ConnectionBanner() {
  const account = useSlice((snapshot) => snapshot.account);
  const updatedAt = useSlice((snapshot) => snapshot.contacts.updatedAt);
  const away = account.kind === 'reconnecting';
  const now = useNow(1000, away);
  const { client } = useServices();
  const run = useRun();
  if (account.kind === 'registered') {
    if (account.account.silentSince !== undefined) return <Bar>{texts.checking(account.account.server)}</Bar>;
    return account.account.isLimited ? <Bar>{texts.limited}</Bar> : null;
  }
  if (!away) return null;
  const seconds = Math.max(0, Math.ceil((account.nextAt - now) / 1000));
  return (
    <Bar
      action={
        <Button size="small" onClick={() => run(client.request('signIn.tryNow'))}>
          {texts.tryNow}
        </Button>
      }
    >
      {failureTexts[account.failure.code].sentence(account.failure)}{' '}
      <span aria-live="off">{texts.retryIn(seconds, account.attempt)}</span>
      {updatedAt !== undefined && ` ${texts.listFrom(ago(updatedAt, now))}`}
    </Bar>
  );
}

function Bar(props: { readonly children: ReactNode; readonly action?: ReactNode }) {
  const styles = useStyles();
  const isAbove = useContext(ListBehindContext);
  return (
    <MessageBar className={mergeClasses(styles.bar, !isAbove && styles.inList)} intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>{props.children}</MessageBarBody>
      {props.action && <MessageBarActions>{props.action}</MessageBarActions>}
    </MessageBar>
  );
}
