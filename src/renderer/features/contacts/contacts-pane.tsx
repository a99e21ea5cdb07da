import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { People48Regular } from '@fluentui/react-icons/svg/people';
import { useMemo, useState } from 'react';
import { useNavigation } from '../../app/navigate.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { contactsTexts as texts } from '../../locales/en/contacts.ts';
import { ago } from '../../locales/format.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { ContactRowView, GroupRowView } from './row-views.tsx';
import { contactRows, type Row, reachable, someDisconnected } from './rows.ts';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  offline: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
  failure: { padding: tokens.spacingVerticalM },
});

/** The contact list with live presence; `filter` is what the one field holds. */
export function ContactsPane(props: { readonly filter: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const contacts = useSlice((snapshot) => snapshot.contacts);
  // The banner above tells the same while it reconnects.
  const reconnecting = useSlice((snapshot) => snapshot.account.kind === 'reconnecting');
  const retry = <Button onClick={() => run(client.request('contacts.reload'))}>{texts.failedRetry}</Button>;
  const empty = contacts.contacts.length === 0 && contacts.groups.length === 0;
  if (contacts.state === 'loading' && empty) {
    return <EmptyState title={texts.loading} icon={<Spinner size="small" />} />;
  }
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
      {empty ? (
        !contacts.failure && <EmptyState icon={<People48Regular />} title={texts.emptyTitle} body={texts.emptyBody} />
      ) : (
        <ContactTree filter={props.filter} />
      )}
    </div>
  );
}

function OfflineLine(props: { readonly at: number }) {
  const styles = useStyles();
  const now = useNow(30_000);
  return (
    <Text size={200} className={styles.offline}>
      {texts.offline(ago(props.at, now))}
    </Text>
  );
}

function ContactTree(props: { readonly filter: string }) {
  const { open, place } = useNavigation();
  const contacts = useSlice((snapshot) => snapshot.contacts);
  const presence = useSlice((snapshot) => snapshot.presence);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [activeKey, setActiveKey] = useState<string>();
  const rows = useMemo(() => contactRows(contacts, closed, props.filter), [contacts, closed, props.filter]);
  if (rows.length === 0) return <EmptyState title={texts.noMatch(props.filter.trim())} />;

  function toggle(groupId: string): void {
    const next = new Set(closed);
    if (!next.delete(groupId)) next.add(groupId);
    setClosed(next);
  }

  function sideways(row: Row, direction: 'left' | 'right'): string | undefined {
    if (row.kind === 'contact') return direction === 'left' ? row.groupKey : undefined;
    if (row.open === (direction === 'left')) toggle(row.groupId);
    else if (direction === 'right') return rows[rows.indexOf(row) + 1]?.key;
    return undefined;
  }

  const shown = place.detail === 'contact' ? place.about : undefined;
  return (
    <VirtualList
      label={texts.list}
      kind="tree"
      rows={rows}
      keyOf={(row) => row.key}
      heightOf={(row) => (row.kind === 'group' ? 32 : 44)}
      textOf={(row) => (row.kind === 'group' ? row.name : row.contact.name)}
      activeKey={activeKey}
      selectedKey={rows.find((row) => row.kind === 'contact' && row.contact.uri === shown)?.key}
      onActive={setActiveKey}
      onOpen={(row) => (row.kind === 'group' ? toggle(row.groupId) : open('contact', row.contact.uri))}
      onSideways={sideways}
      semanticsOf={(row) =>
        row.kind === 'group'
          ? {
              description: texts.groupDescription(reachable(row.uris, presence), row.uris.length),
              level: 1,
              expanded: row.open,
              position: row.position,
              size: row.size,
            }
          : {
              level: 2,
              position: row.position,
              size: row.size,
            }
      }
      render={(row) =>
        row.kind === 'group' ? (
          <GroupRowView
            row={row}
            online={reachable(row.uris, presence)}
            federated={row.federated && !someDisconnected(row.uris, presence)}
          />
        ) : (
          <ContactRowView contact={row.contact} />
        )
      }
    />
  );
}
