import type { WorkDeskMessages } from './work-desk-vi.ts'

export const workDeskEn: WorkDeskMessages = {
  nav: 'Citizens',
  title: 'What citizens say, and news of the unit',
  lead: 'Answers to the forms that your post reads, and the news that you publish for your unit.',
  waiting: (n: number) => (n === 0 ? 'Nothing unread' : `${n} unread`),
  read: 'Read',
  unit: (name: string, when: string) => `${name} · ${when}`,
  nothingTitle: 'Nothing for your post yet',
  nothingText: 'When a form of the province is read by your post, its answers appear here.',
  news: {
    title: 'Publish news',
    name: 'Title',
    summary: 'Summary',
    body: 'Text',
    field: 'Field',
    fieldHint: 'Whoever follows news of the field is told.',
    noField: 'General news',
    publish: 'Publish',
    confirm: 'It appears at once among the news of the province, with your unit as its official source.',
    published: 'Published',
    see: 'See it',
    withdraw: 'Withdraw it',
    withdrawn: 'Withdrawn',
  },
}
