/** What a customer writes about an element: sentences of the discontented and of the content. */
interface Phrases {
  readonly low: readonly string[];
  readonly high: readonly string[];
}

/** What one starts with before coming to the point; often nothing. */
export const openings = [
  "",
  "",
  "",
  "",
  "",
  "总体还行，",
  "老顾客了，",
  "上个月来的，",
  "带孩子来的，",
  "每天骑车上班，",
  "第一次来，",
  "说句实话，",
] as const;

export const chinese: Readonly<Record<string, Phrases>> = {
  range: {
    low: [
      "想要的车型没有现货，要等两周。",
      "小尺寸的女款太少了。",
      "配件种类不多，脚撑都要订货。",
      "电助力车只有两款可以选。",
    ],
    high: ["车型很全，挑到了喜欢的颜色。", "配件都有现货，不用跑第二趟。", "通勤车和山地车都能看到实物。"],
  },
  advice: {
    low: [
      "店员讲得太快，术语听不懂。",
      "问了两个店员，说法不一样。",
      "只推荐贵的，没问我平时怎么骑。",
      "讲变速器的时候明显不太熟。",
    ],
    high: ["店员讲得很清楚，还画了图。", "没有硬推销，按我的预算来推荐。", "小伙子很懂车，问什么都答得上来。"],
  },
  test_ride: {
    low: ["试骑只能在店门口绕一圈，试不出什么。", "试骑车的座高没人帮忙调。", "周末试骑要排很久。"],
    high: ["试骑给了半个小时，很踏实。", "试骑路线有坡有弯，能比出差别。", "两台车轮流试，最后选对了。"],
  },
  booking: {
    low: [
      "小程序预约总是跳回首页。",
      "约好了时间，到店说没有记录。",
      "预约要填的东西太多。",
      "能约的时间段太少，都是上班时间。",
    ],
    high: ["小程序约好时间，到店直接交车。", "预约很省事，还有提醒。", "改约一次就成，不用打电话。"],
  },
  store: {
    low: ["店里堆了很多纸箱，走不开。", "维修区的机油味有点大。", "没有坐的地方，只能站着等。"],
    high: ["店面干净，工具都挂得整整齐齐。", "灯光亮，看车看得清楚。", "有热水有座位，等着不累。"],
  },
  waiting: {
    low: [
      "排队四十分钟才有人接车。",
      "补个胎等了一下午。",
      "只有一个师傅在干活，等得着急。",
      "前面只有两个人，也等了一个小时。",
      "周六人太多，没有取号，谁都说自己先来。",
    ],
    high: ["到店十分钟就有人接待。", "补胎立等可取。", "人多但是取号有序，没等多久。"],
  },
  quote: {
    low: [
      "说好八十，结账变成一百三。",
      "换下来的零件没给我看。",
      "工时费怎么算的，没人说得清。",
      "价目表找不到，只能问。",
    ],
    high: ["修之前先报价，多一分都先问我。", "新的价目表贴在门口，一看就明白。", "单子上每一项都写清楚了。"],
  },
  fitting: {
    low: ["座高是我自己回家调的。", "车把太低，骑一会儿腰就酸。", "交车时没问我身高，直接推出来了。"],
    high: ["量了腿长再调座垫，骑起来不累。", "师傅帮我换了短一点的把立，合适多了。", "调车调了二十分钟，很细心。"],
  },
  repair: {
    low: ["刹车修完第三天又响了。", "变速还是跳挡，来了两次没修好。", "换的内胎一周就漏气。"],
    high: [
      "刹车修得跟新的一样。",
      "老师傅听声音就知道毛病在哪儿。",
      "变速调完顺滑得很。",
      "修过的地方半年没再出问题。",
    ],
  },
  punctual: {
    low: [
      "说周三取车，拖到了周六。",
      "到了约好的时间，车还没动。",
      "没修好也不提前说一声，白跑一趟。",
      "答应当天修好，结果隔了三天。",
      "催了两次才通知取车。",
    ],
    high: ["说几点取就几点取。", "比约定的时间还早了半天。", "每次都准时，赶得上下班。"],
  },
  warranty: {
    low: ["保修说是两年，到了才说电池不算。", "保修要原包装，早就扔了。", "保修单上的字太小，看不清条款。"],
    high: ["保修期内换了曲柄，一分钱没收。", "没带单子，查手机号就给保了。", "保修办得很爽快。"],
  },
  phone: {
    low: ["电话打了五次没人接。", "发了消息第二天才回。", "电话里说有货，到店又没有。", "总机转来转去，最后断了。"],
    high: ["发消息五分钟就有人回。", "电话里问得清楚，省得跑一趟。", "接电话的姑娘很耐心。"],
  },
};

export const english: Readonly<Record<string, Phrases>> = {
  range: { low: ["Few bikes in small frame sizes."], high: ["Good choice of commuter bikes."] },
  advice: { low: ["Advice felt like a sales pitch."], high: ["Clear advice, no pressure to buy."] },
  test_ride: { low: ["The test ride was one lap of the car park."], high: ["Proper test ride on a real hill."] },
  booking: { low: ["The booking page kept sending me back."], high: ["Booking took one minute."] },
  store: { low: ["Boxes everywhere, hard to get through."], high: ["Tidy shop, good light."] },
  waiting: {
    low: ["Waited 50 minutes to hand in a flat tyre.", "One mechanic for a full shop."],
    high: ["Served within minutes."],
  },
  quote: { low: ["Bill was higher than the price I was told."], high: ["Price agreed before any work began."] },
  fitting: { low: ["Nobody checked the saddle height."], high: ["They measured me and set the bike up properly."] },
  repair: { low: ["Brakes squealed again after two days."], high: ["Gears run like new."] },
  punctual: {
    low: ["Promised for Tuesday, ready on Friday.", "Came at the agreed time, bike not touched."],
    high: ["Ready exactly when they said."],
  },
  warranty: { low: ["Warranty did not cover the battery after all."], high: ["Warranty repair without any argument."] },
  phone: { low: ["Nobody picks up the phone."], high: ["Quick reply to my message."] },
};

/** About nothing in particular. */
export const general = [
  "没什么意见。",
  "还可以。",
  "挺好的，继续保持。",
  "希望多开几家店。",
  "希望周日晚上也营业。",
  "价格比去年贵了。",
  "涨价涨得有点多。",
  "会推荐给同事。",
  "无",
  "All fine.",
  "A bit expensive.",
] as const;

/** What must come out harmless: markup, formulas, direction marks, quotes and line ends, contact data. None is a real address. */
export const hostile = [
  '<script>alert("车")</script>',
  "<img src=x onerror=alert(1)>好店",
  "</td></tr></table>师傅不错",
  '=HYPERLINK("http://example.invalid/","点我")',
  "+1+1",
  "-2+3",
  "@SUM(A1:A9)",
  "\u202E.错写反是字行这",
  "\u200F从右到左的标记\u200E在这里",
  '他说"马上好"，\n然后等了一小时；',
  "请回电 000-0000-0000，张女士",
  "写信到 rider@example.invalid",
  "{{ index }} {% raw %} &amp; &lt;b&gt;",
  "'; DROP TABLE answers; --",
] as const;
