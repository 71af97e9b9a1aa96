import type { Random } from './random.ts'

/** What people write, and what units answer, by category of the province's pack; the words in braces vary. */

type Texts = { said: readonly string[]; answered: readonly string[] }

const roads = [
  'Đã vá xong mặt đường bằng bê tông nhựa nguội, xe đi lại bình thường.',
  'Tổ quản lý hạ tầng đã san lấp và đặt biển cảnh báo; tháng tới thảm lại cả đoạn.',
]
const cleaned = [
  'Đội vệ sinh đã thu gom và rắc vôi; từ nay xe ghé điểm này thứ Ba, thứ Năm, thứ Bảy.',
  'Đã dọn sạch, cắm biển cấm đổ rác và giao tổ tự quản theo dõi.',
]

export const reportTexts: Readonly<Record<string, Texts>> = {
  'road-damage': {
    said: [
      'Ổ gà sâu trên đường {street}, {spot}, {since} nhiều xe máy bị ngã.',
      'Mặt đường {street} bong tróc gần {spot}, trời mưa nước đọng không thấy hố.',
      'Nắp cống vỡ trước {spot}, rất nguy hiểm cho trẻ em đi học.',
    ],
    answered: roads,
  },
  'street-light': {
    said: [
      'Đèn đường {street} tắt cả dãy {since}, tối om, chị em đi làm về rất sợ.',
      'Ba bóng đèn gần {spot} chập chờn rồi tắt hẳn.',
      'Cột đèn nghiêng ở {spot}, gió lớn là lắc.',
    ],
    answered: [
      'Đã thay bóng và bộ đóng cắt, đèn sáng lại từ tối nay.',
      'Do đứt cáp ngầm; đã nối xong và đo lại toàn tuyến.',
    ],
  },
  'traffic-sign': {
    said: [
      'Biển báo ở ngã ba {street} bị cây che, tài xế lạ không thấy.',
      'Đèn tín hiệu ở {spot} hỏng {since}, giờ tan tầm rất lộn xộn.',
    ],
    answered: ['Đã tỉa cây và lắp lại biển báo đúng vị trí.', 'Đã sửa tủ điều khiển, đèn chạy ổn định.'],
  },
  pavement: {
    said: [
      'Hàng quán bày kín vỉa hè {street}, người đi bộ phải xuống lòng đường.',
      'Họp chợ tràn ra đường trước {spot}, sáng nào cũng tắc.',
    ],
    answered: [
      'Đã nhắc nhở, cho cam kết và kẻ vạch phần lối đi bộ; tái phạm sẽ xử phạt.',
      'Đã sắp xếp các hộ vào trong chợ, tổ trật tự trực buổi sáng.',
    ],
  },
  flooding: {
    said: [
      'Mưa là ngập gần nửa bánh xe ở {spot}, cống không thoát kịp.',
      'Cống trước {spot} tắc {since}, nước thải tràn ra đường {street}.',
    ],
    answered: [
      'Đã nạo vét 120 m cống và thay hai nắp hố ga.',
      'Đã khơi thông tạm; đoạn này được đưa vào kế hoạch mở rộng cống năm tới.',
    ],
  },
  'fallen-tree': {
    said: [
      'Cây xà cừ đổ ngang đường {street} sau trận gió đêm qua, xe không qua được.',
      'Cành khô lớn treo lơ lửng trước {spot}, sợ rơi trúng người.',
    ],
    answered: ['Đã cưa dọn xong, đường thông lại.', 'Đã cắt cành khô và tỉa cả hàng cây.'],
  },
  construction: {
    said: [
      'Nhà sau {spot} xây thêm tầng không thấy biển phép.',
      'Công trình trên đường {street} đổ cát đá chiếm nửa lòng đường {since}.',
    ],
    answered: [
      'Đã kiểm tra, lập biên bản và yêu cầu dừng thi công phần sai phép.',
      'Chủ công trình đã dọn vật liệu và che chắn.',
    ],
  },
  waste: {
    said: [
      'Rác chất đống ở {spot} {since}, bốc mùi không chịu được.',
      'Có người đổ trộm xà bần ở cuối đường {street}.',
      'Xe rác không vào ngõ ở {spot} cả tuần nay.',
    ],
    answered: cleaned,
  },
  'water-pollution': {
    said: [
      'Nước sông gần {spot} đổi màu đen, cá chết nổi {since}.',
      'Ao nuôi tôm xả thẳng nước thải ra kênh ở {spot}.',
    ],
    answered: [
      'Đã lấy mẫu nước và đình chỉ việc xả thải; kết quả phân tích sẽ công bố.',
      'Đã yêu cầu hộ nuôi nạo vét, đưa vào hố lắng đúng quy trình.',
    ],
  },
  'air-pollution': {
    said: ['Xe ben chở đất không che bạt chạy qua {spot}, bụi mù.', 'Lò gạch gần {spot} đốt đêm, khói vào tận nhà.'],
    answered: [
      'Đã xử phạt ba xe không che phủ, yêu cầu tưới nước đường ngày hai lần.',
      'Cơ sở đã cam kết dừng đốt ban đêm và lắp buồng lọc.',
    ],
  },
  noise: {
    said: [
      'Quán ở {spot} mở karaoke loa kéo đến quá nửa đêm, {since} không ai ngủ được.',
      'Xưởng mộc trên đường {street} cưa xẻ cả buổi trưa.',
    ],
    answered: [
      'Đã lập biên bản, quán cam kết tắt nhạc trước 22 giờ.',
      'Chủ xưởng đã lắp vách cách âm và nghỉ giờ trưa.',
    ],
  },
  'public-order': {
    said: [
      'Thanh niên tụ tập nẹt pô trên đường {street} mỗi tối cuối tuần.',
      'Gần {spot} hay mất trộm đồ để trong sân.',
    ],
    answered: [
      'Công an phường đã lập chốt tuần tra tối thứ Bảy, Chủ nhật.',
      'Đã tăng tuần tra và lắp thêm một camera ở đầu ngõ.',
    ],
  },
  'stray-dogs': {
    said: [
      'Đàn chó thả rông ở {spot}, sáng nào cũng đuổi học sinh.',
      'Chó dữ không rọ mõm trên đường {street}, hôm qua cắn một bác lớn tuổi.',
    ],
    answered: [
      'Đã nhắc các hộ, tiêm phòng dại và xử phạt một hộ tái phạm.',
      'Đội bắt chó thả rông đã đến; chủ nuôi cam kết nhốt.',
    ],
  },
  fire: {
    said: [
      'Lối thoát hiểm khu chợ gần {spot} bị chất hàng bịt kín.',
      'Dây điện chùng chạm mái tôn ở {spot}, tối qua tóe lửa.',
    ],
    answered: [
      'Đã buộc dời hàng hóa, lập biên bản và kiểm tra lại sau ba ngày.',
      'Đã ngắt điện, thay đoạn dây và kiểm tra các hộ bên cạnh.',
    ],
  },
  'lake-safety': {
    said: [
      'Hố đào lấy đất ở {spot} sâu, đầy nước mà không rào, trẻ con hay ra tắm.',
      'Lan can cầu ở {spot} gãy một đoạn {since}.',
    ],
    answered: ['Đã rào lưới B40, cắm biển nguy hiểm; tháng này san lấp.', 'Đã hàn lại lan can và sơn phản quang.'],
  },
  electricity: {
    said: [
      'Thôn gần {spot} mất điện từ chiều, gọi tổng đài không được.',
      'Cột điện nghiêng sát nhà dân ở {spot} {since}.',
    ],
    answered: ['Điện lực đã thay aptomat trạm biến áp, cấp điện lại lúc 20 giờ.', 'Đã dựng lại cột và căng dây.'],
  },
  'clean-water': {
    said: ['Nước máy đường {street} đục, có cặn {since}.', 'Vỡ ống nước trước {spot}, chảy lênh láng cả ngày.'],
    answered: ['Đã súc xả đường ống và lấy mẫu; nước trong trở lại.', 'Đã thay đoạn ống vỡ, cấp nước lại trong ngày.'],
  },
  telecom: {
    said: ['Bó cáp viễn thông võng sát đầu người ở {spot}.', 'Mạng Internet khu {spot} chập chờn {since}.'],
    answered: ['Các nhà mạng đã bó gọn và nâng cáp lên cao 5 m.', 'Đã thay bộ chia quang của khu vực.'],
  },
  'sand-mining': {
    said: ['Tàu hút cát hoạt động ban đêm gần {spot}, bờ sông sạt thêm.', 'Xe chở cát ra vào bãi tự phát ở {spot}.'],
    answered: ['Đã tạm giữ một phương tiện, lập biên bản và tổ chức trực đêm.', 'Đã đóng bãi tập kết không phép.'],
  },
  deforestation: {
    said: ['Nghe tiếng cưa xăng trong rừng phòng hộ gần {spot} {since}.', 'Có người lấn rừng trồng keo ở {spot}.'],
    answered: [
      'Tổ tuần tra đã thu giữ cưa xăng, đang xác minh đối tượng.',
      'Đã đo đạc, lập biên bản và yêu cầu trả lại đất rừng.',
    ],
  },
  land: {
    said: ['Đất công ở {spot} bị rào làm vườn riêng.', 'San lấp ruộng ở {spot} không thấy biển phép.'],
    answered: ['Đã yêu cầu tháo dỡ hàng rào, trả lại mặt bằng.', 'Đã đình chỉ và buộc khôi phục hiện trạng.'],
  },
  livestock: {
    said: ['Lợn chết vứt ở mương gần {spot}, sợ lây dịch.', 'Mấy hộ quanh {spot} có trâu bò bỏ ăn, nổi cục.'],
    answered: ['Đã tiêu hủy, phun khử trùng và lập chốt kiểm soát.', 'Thú y đã tiêm phòng bao vây cả thôn.'],
  },
  'food-safety': {
    said: [
      'Quán ăn gần {spot} để thực phẩm sống cạnh rãnh nước, ruồi bâu.',
      'Bánh bán ở cổng trường gần {spot} không nhãn, đã hết hạn.',
    ],
    answered: [
      'Đã kiểm tra, tạm dừng hoạt động và xử phạt.',
      'Đã thu giữ hàng không nguồn gốc, nhắc nhở các hộ bán quanh trường.',
    ],
  },
  'health-service': {
    said: ['Trạm y tế gần {spot} thiếu thuốc huyết áp {since}.', 'Khám bảo hiểm phải chờ cả buổi sáng.'],
    answered: ['Thuốc đã về; trạm nhắn tin cho người bệnh mãn tính.', 'Đã thêm một bàn khám và lấy số từ 6 giờ 30.'],
  },
  'staff-attitude': {
    said: ['Cán bộ ở quầy nói trống không, bắt tôi đi lại ba lần vì một tờ giấy.'],
    answered: ['Lãnh đạo trung tâm đã xin lỗi ông/bà, nhắc nhở và điều chuyển cán bộ trực quầy.'],
  },
  'late-procedure': {
    said: [
      'Hồ sơ của tôi quá hẹn năm ngày, hỏi thì bảo chờ.',
      'Làm thủ tục phải bổ sung giấy tờ hai lần, mỗi lần một kiểu.',
    ],
    answered: [
      'Hồ sơ đã giải quyết xong; đơn vị gửi thư xin lỗi và hẹn trả tại nhà.',
      'Đã rà lại thành phần hồ sơ, lần sau chỉ yêu cầu một lần.',
    ],
  },
  regulation: {
    said: ['Đề nghị bỏ xác nhận tình trạng cư trú khi đã có dữ liệu dân cư, dân đỡ đi lại.'],
    answered: ['Kiến nghị hợp lý; Sở Tư pháp đã trình sửa quy định, trong lúc chờ các quầy tự tra cứu dữ liệu.'],
  },
  school: {
    said: [
      'Trường gần {spot} thu thêm khoản trang trí lớp học, phụ huynh không dám hỏi.',
      'Nhà vệ sinh trường gần {spot} hỏng {since}.',
    ],
    answered: [
      'Nhà trường đã trả lại khoản thu sai và xin lỗi phụ huynh.',
      'Đã sửa nhà vệ sinh, nghiệm thu ngày hôm qua.',
    ],
  },
}

const streets = [
  'Lê Duẩn',
  'Trần Hưng Đạo',
  'Quang Trung',
  'Hùng Vương',
  'Lý Thường Kiệt',
  'Nguyễn Trãi',
  'Hàm Nghi',
  'liên thôn',
  'tỉnh lộ qua trung tâm xã',
]
const spots = [
  'cổng trường tiểu học',
  'chợ',
  'nhà văn hóa thôn',
  'trạm y tế',
  'cầu',
  'ngã tư',
  'sân vận động',
  'bến xe',
  'đình làng',
  'kênh thủy lợi',
]
const sinces = ['từ hôm qua', 'hai hôm nay', 'cả tuần nay', 'gần một tháng nay', 'từ đầu tháng']

export const fill = (random: Random, words: string): string =>
  words
    .replace('{street}', random.pick(streets))
    .replace('{spot}', random.pick(spots))
    .replace('{since}', random.pick(sinces))
    .replace(/^./u, (first) => first.toLocaleUpperCase('vi'))
