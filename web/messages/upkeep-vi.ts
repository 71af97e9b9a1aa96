/** The operator's page of events that were put aside. */
export const upkeepVi = {
  title: 'Sự kiện bị gác lại',
  lead: 'Mỗi việc của hệ thống đọc nhật ký sự kiện theo thứ tự. Sự kiện nào thử bốn lần vẫn không đọc được thì gác lại ở đây, các việc sau vẫn chạy tiếp.',
  empty: 'Không có sự kiện nào bị gác lại',
  emptyText: 'Khi một việc của hệ thống không đọc được một sự kiện, sự kiện đó hiện ở đây để bạn cho làm lại.',
  open: (count: string) => `Đang gác lại: ${count}`,
  solved: 'Đã xử lý gần đây',
  consumer: 'Việc',
  event: 'Sự kiện',
  error: 'Lỗi lần cuối',
  parkedAt: 'Gác lại lúc',
  solvedAt: 'Xong lúc',
  attempts: (count: string) => `đã thử ${count} lần`,
  retry: 'Làm lại',
  retryOne: (consumer: string, event: string) => `Làm lại ${consumer} với sự kiện ${event}`,
  again: 'Vẫn chưa được',
}
export type UpkeepMessages = typeof upkeepVi
