import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { useState } from 'react';
import { useNavigation } from '../../app/navigate.tsx';
import { PersonAvatar } from '../../components/person.tsx';
import { labTexts } from '../../locales/lab.ts';
import { mainTexts as texts } from '../../locales/main.ts';
import { setupTexts } from '../../locales/setup-check.ts';
import { supportTexts } from '../../locales/support.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { ForgetDialog } from './forget-dialog.tsx';
import { NoteLine } from './note-line.tsx';
import { PresenceMenu } from './presence-menu.tsx';
import { type EndsWithIt, endsWithSignIn, SignOutDialog } from './sign-out-dialog.tsx';

const useStyles = makeStyles({
  area: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingVerticalM,
    flexShrink: 0,
  },
  words: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', flexGrow: 1, minWidth: 0 },
  name: { margin: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '100%' },
});

/** Who is signed in, their status, and the menu of everything else. */
export function MeArea() {
  const styles = useStyles();
  const account = useSlice((snapshot) => snapshot.account);
  const own = useSlice((snapshot) => snapshot.ownPresence);
  const facts = account.kind === 'registered' || account.kind === 'reconnecting' ? account.account : undefined;
  const name = facts?.displayName ?? '';
  const availability = account.kind === 'registered' ? own.availability : 'offline';
  return (
    <header className={styles.area}>
      <PersonAvatar name={name} availability={availability} size={40} />
      <div className={styles.words}>
        <Text as="h1" weight="semibold" className={styles.name} title={facts?.address}>
          {name}
        </Text>
        <PresenceMenu availability={availability} disabled={account.kind !== 'registered'} />
        <NoteLine disabled={account.kind !== 'registered'} />
      </div>
      <MoreMenu />
    </header>
  );
}

function MoreMenu() {
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const labRuns = useSlice((snapshot) => snapshot.lab.state === 'running');
  const ends = useSlice(endsWithSignIn);
  const [forgetting, setForgetting] = useState(false);
  const [leaving, setLeaving] = useState<EndsWithIt>('nothing');
  const signOut = () => run(client.request('signIn.signOut'));
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<Settings20Regular />} aria-label={texts.more} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => open('settings-general')}>{texts.settings}</MenuItem>
            <MenuItem onClick={() => open('diagnostics-journey')}>{texts.diagnostics}</MenuItem>
            <MenuItem onClick={() => open('setup-check')}>{setupTexts.link}</MenuItem>
            <MenuItem onClick={() => open('support')}>{supportTexts.title}</MenuItem>
            <MenuItem onClick={() => run(client.request('trace.showFolder'))}>{supportTexts.logFolder}</MenuItem>
            {labRuns && <MenuItem onClick={() => open('lab')}>{labTexts.page}</MenuItem>}
            <MenuItem onClick={() => open('about')}>{texts.about}</MenuItem>
            <MenuDivider />
            <MenuItem onClick={() => (ends === 'nothing' ? signOut() : setLeaving(ends))}>{texts.signOut}</MenuItem>
            <MenuItem onClick={() => setForgetting(true)}>{texts.forgetMe}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {leaving !== 'nothing' && (
        <SignOutDialog ends={leaving} onClose={() => setLeaving('nothing')} onSignOut={signOut} />
      )}
      {forgetting && (
        <ForgetDialog onClose={() => setForgetting(false)} onForget={() => run(client.request('signIn.forgetMe'))} />
      )}
    </>
  );
}
