import {
  Menu,
  MenuButton,
  type MenuButtonProps,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { LabMeeting } from '../../../shared/model/lab.ts';
import { labTexts as texts } from '../../locales/lab.ts';
import { useSlice } from '../../state/services.tsx';

/** The lab's meetings one click away; nothing when the lab has none. */
export function LabMeetingsMenu(props: {
  readonly onPick: (meeting: LabMeeting) => void;
  readonly appearance?: MenuButtonProps['appearance'];
}) {
  const meetings = useSlice((snapshot) => snapshot.lab.meetings);
  const running = useSlice((snapshot) => snapshot.lab.state === 'running');
  if (!running || meetings.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" appearance={props.appearance ?? 'subtle'}>
          {texts.meetings}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {meetings.map((meeting) => (
            <MenuItem key={meeting.link} subText={meeting.organizer} onClick={() => props.onPick(meeting)}>
              {meeting.title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
