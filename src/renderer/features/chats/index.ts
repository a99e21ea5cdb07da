export { ChatsPane } from './chats-pane.tsx';
export { ConversationScreen } from './conversation-screen.tsx';
export { useOpenChat } from './use-open-chat.ts';
