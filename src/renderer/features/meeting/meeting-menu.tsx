import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  useAnnounce,
} from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { useState } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import type { Answer } from '../../ipc/client.ts';
import { controlTexts as texts } from '../../locales/meeting-people.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { AccessMenu } from './access-menu.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { linkOf } from './link-of.ts';
import { isBuilt, whyNotChange, whyNotInvite, whyNotRun } from './may-run.ts';
import { peopleIn } from './roster-rows.ts';
import { useRefusal } from './use-refusal.ts';

/** Running the meeting. What is not allowed stands there with its reason; what this version has not is not shown. */
export function MeetingMenu(props: { readonly meeting: MeetingState }) {
  const { client } = useServices();
  const { meeting } = props;
  const [asking, setAsking] = useState<'invite' | 'end'>();
  const refusal = useRefusal();
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu hasCheckmarks checkedValues={{ rules: rulesOn(meeting) }}>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontal20Regular />} aria-label={texts.menu} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <RuleItems meeting={meeting} />
            <MenuDivider />
            <PeopleItems meeting={meeting} onInvite={() => setAsking('invite')} />
            <MenuDivider />
            <MenuItem {...refusal(whyNotRun(meeting))} onClick={() => setAsking('end')}>
              {texts.end}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {asking === 'invite' && <InviteDialog meeting={meeting} onClose={close} />}
      {asking === 'end' && (
        <ConfirmDialog
          title={texts.endTitle}
          body={texts.endBody(Math.max(0, peopleIn(meeting.participants) - 1))}
          confirm={texts.endNow}
          cancel={texts.cancel}
          onConfirm={() => client.request('meeting.end')}
          onClose={close}
        />
      )}
    </>
  );
}

/** What each rule is now, as far as the meeting said. Whether people may unmute themselves is nothing without sound. */
const ruleStates = {
  lock: ({ isLocked = false }: MeetingState) => isLocked,
  chat: ({ permissions }: MeetingState) => permissions?.attendeesMayChat,
  announce: ({ announces }: MeetingState) => announces,
  unmute: ({ permissions }: MeetingState) => permissions?.attendeesMayUnmute,
} as const;

type Rule = keyof typeof ruleStates;

const ruleWords: Record<Rule, string> = {
  lock: texts.lock,
  chat: texts.attendeesChat,
  announce: texts.announce,
  unmute: texts.attendeesUnmute,
};

function rulesOn(meeting: MeetingState): Rule[] {
  return (Object.keys(ruleStates) as Rule[]).filter((rule) => ruleStates[rule](meeting));
}

/** The rules of the meeting, each as the meeting says it stands. */
function RuleItems(props: { readonly meeting: MeetingState }) {
  const { client } = useServices();
  const run = useRun();
  const refusal = useRefusal();
  const { meeting } = props;
  const set: Record<Rule, (isOn: boolean) => Answer> = {
    lock: (locked) => client.request('meeting.setLock', { locked }),
    chat: (attendeesMayChat) => client.request('meeting.setPermissions', { attendeesMayChat }),
    announce: (enabled) => client.request('meeting.setAnnouncements', { enabled }),
    unmute: (attendeesMayUnmute) => client.request('meeting.setPermissions', { attendeesMayUnmute }),
  };
  const item = (rule: Rule) => (
    <MenuItemCheckbox
      name="rules"
      value={rule}
      {...refusal(whyNotChange(meeting, ruleStates[rule](meeting)))}
      onClick={() => run(set[rule](!ruleStates[rule](meeting)))}
    >
      {ruleWords[rule]}
    </MenuItemCheckbox>
  );
  return (
    <>
      {item('lock')}
      <AccessMenu meeting={meeting} />
      {item('chat')}
      {item('announce')}
      {isBuilt(meeting, 'audio') && item('unmute')}
    </>
  );
}

function PeopleItems(props: { readonly meeting: MeetingState; readonly onInvite: () => void }) {
  const { client } = useServices();
  const { announce } = useAnnounce();
  const run = useRun();
  const refusal = useRefusal();
  const { meeting } = props;
  const isSignedIn = useSlice(({ account }) => account.kind === 'registered');
  const copy = () => {
    run(client.request('app.copy', { text: linkOf(meeting) }));
    announce(texts.copied);
  };
  return (
    <>
      {isBuilt(meeting, 'audio') && (
        <MenuItem
          {...refusal(whyNotRun(meeting))}
          onClick={() => run(client.request('meeting.mute', { who: 'all', muted: true }))}
        >
          {texts.muteAll}
        </MenuItem>
      )}
      <MenuItem {...refusal(whyNotInvite(meeting, isSignedIn))} onClick={props.onInvite}>
        {texts.invite}
      </MenuItem>
      <MenuItem onClick={copy}>{texts.copyLink}</MenuItem>
    </>
  );
}
