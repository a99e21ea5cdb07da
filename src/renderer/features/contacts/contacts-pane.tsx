import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons/svg/add';
import { People48Regular } from '@fluentui/react-icons/svg/people';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { useDirectory } from '../../components/use-directory.ts';
import { useNextPicture } from '../../components/use-next-picture.ts';
import { contactsTexts as texts } from '../../locales/contacts.ts';
import { ago } from '../../locales/format.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { ContactTree } from './contact-tree.tsx';
import { ContactDialog, type Wanted } from './dialogs.tsx';
import { NewWatchers } from './new-watchers.tsx';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, position: 'relative' },
  line: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    flexShrink: 0,
  },
  // At the foot, over the rows to come: these stand where the list will stand.
  loading: { position: 'absolute', left: 0, right: 0, bottom: 0, backgroundColor: tokens.colorNeutralBackground1 },
  failure: { padding: tokens.spacingVerticalM, flexShrink: 0 },
  // Above the list's last rows, which scroll clear of it: the list keeps the room of one row at its end. While something is typed, the
  // directory's answer stands there.
  add: { position: 'absolute', right: tokens.spacingHorizontalXL, bottom: tokens.spacingVerticalM },
});

/** The contact list with live presence; `filter` is what the one field holds, which the directory is asked for as well. */
export function ContactsPane(props: { readonly filter: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const contacts = useSlice((snapshot) => snapshot.contacts);
  const search = useDirectory(props.filter);
  const [wanted, setWanted] = useState<Wanted>();
  // The banner above tells the same while it reconnects.
  const reconnecting = useSlice((snapshot) => snapshot.account.kind === 'reconnecting');
  const retry = <Button onClick={() => run(client.request('contacts.reload'))}>{texts.failedRetry}</Button>;
  const isOpen = contacts.state === 'ready' && contacts.store !== 'exchange';
  // Nobody adds anybody before the list is seen.
  const canAdd = useNextPicture(isOpen, false);
  const isLocal = contacts.store === 'local';
  const empty = contacts.contacts.length === 0 && (isLocal || contacts.groups.length === 0);
  const emptyBody = isLocal ? texts.emptyLocal : texts.emptyBody;
  const isLoading = contacts.state === 'loading' && empty && search.kind === 'idle';
  return (
    <div className={styles.pane}>
      {contacts.state === 'offline' && !reconnecting && contacts.updatedAt !== undefined && (
        <OfflineLine at={contacts.updatedAt} />
      )}
      {contacts.failure && contacts.state !== 'ready' && (
        <div className={styles.failure}>
          <FailureCard failure={contacts.failure} actions={retry} />
        </div>
      )}
      {contacts.store === 'exchange' && contacts.state === 'ready' && (
        <Text size={200} className={styles.line}>
          {texts.inExchange}
        </Text>
      )}
      <NewWatchers />
      {empty && search.kind === 'idle' && !isLoading ? (
        !contacts.failure && <EmptyState icon={<People48Regular />} title={texts.emptyTitle} body={emptyBody} />
      ) : (
        <ContactTree filter={props.filter} search={search} isLoading={isLoading} onWanted={setWanted} />
      )}
      {isLoading && (
        <Text size={200} role="status" className={mergeClasses(styles.line, styles.loading)}>
          {texts.loading}
        </Text>
      )}
      {isOpen && canAdd && props.filter.trim() === '' && <AddMenu onWanted={setWanted} />}
      {wanted && <ContactDialog wanted={wanted} onClose={() => setWanted(undefined)} />}
    </div>
  );
}

function AddMenu(props: { readonly onWanted: (wanted: Wanted) => void }) {
  const styles = useStyles();
  const isFull = useSlice(({ contacts }) => contacts.groups.length >= contacts.limits.groups);
  return (
    <Menu positioning="above-end">
      <MenuTrigger disableButtonEnhancement>
        <Button className={styles.add} shape="circular" icon={<Add20Regular />} aria-label={texts.addTitle} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => props.onWanted({ kind: 'add' })}>{texts.addPerson}</MenuItem>
          <MenuItem disabled={isFull} onClick={() => props.onWanted({ kind: 'new-group' })}>
            {texts.newGroup}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function OfflineLine(props: { readonly at: number }) {
  const styles = useStyles();
  const now = useNow(30_000);
  return (
    <Text size={200} className={styles.line}>
      {texts.offline(ago(props.at, now))}
    </Text>
  );
}
