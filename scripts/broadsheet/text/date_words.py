"""Names of months and weekdays in the languages of newspapers, folded; made by tests/date_words.py."""

from __future__ import annotations

# From CLDR 49, © Unicode, Inc., Unicode License v3.
# The number of a month (1 is January) or of a weekday (0 is Monday) or of several -> the words that mean it.
MONTHS: dict[tuple[int, ...], str] = {
    (1,): (
        "ean eanair ene enero gen gener gennaio ian ianuarie ion ionawr jaan jaanuar jan janar janeiro "
        "jannar janner januar januara januari januarie january janv janvaris janvier led leden ledna oca "
        "ocak saus sausio sausis sij sijecanj sijecnja sty styczen stycznia tammi tammikuu tammikuuta urt "
        "urtarrila xan xaneiro yan yanvar ιαν ιανουαριοσ ιανουαριου сту студзень студзеня січ січень "
        "січня янв январь января яну януари јан јануар јануари қаң қаңтар հնվ հունվար հունվարի ינו ינואר "
        "جانفي جنوری يناير ژانویه जनवरी जन॰ जाने जानेवारी জানু জানুয়ারি ਜਨ ਜਨਵਰੀ જાન્યુ જાન્યુઆરી ஜன "
        "ஜனவரி జన జనవరి ಜನ ಜನವರಿ ജനു ജനുവരി มกราคม มค იან იანვარი 一月"
    ),
    (2,): (
        "chw chwef chwefror feabh feabhra feb febbraio febr febreiro febrer febrero februar februara "
        "februari februarie februaris february fev fevereiro fevr fevral fevrier fra frar helmi helmikuu "
        "helmikuuta lut lutego luty ots otsaila peb pebrero shk shkurt sub subat uno unor unora vas "
        "vasario vasaris veebr veebruar velj veljaca veljace φεβ φεβρουαριοσ φεβρουαριου ақп ақпан лют "
        "лютага лютии лютого люты феб фебруар фев февр февраль февраля февруари փետրվար փետրվարի փտվ פבר "
        "פברואר شباط فبراير فروری فوریه فيفري फ़रवरी फ़र॰ फेब्रु फेब्रुअरी फेब्रुवारी ফেব ফেব্রুয়ারি ਫ਼ਰ "
        "ਫ਼ਰਵਰੀ ફેબ્રુ ફેબ્રુઆરી பிப் பிப்ரவரி ఫిబ్ర ఫిబ్రవరి ಫೆಬ್ರ ಫೆಬ್ರವರಿ ഫെബ്രു ഫെബ്രുവരി กพ "
        "กุมภาพันธ์ თებ თებერვალი 二月"
    ),
    (3,): (
        "bre brezen brezna kov kovas kovo maalis maaliskuu maaliskuuta maart mac machi mar marc marca "
        "march marcius marco marec maret mars marso mart marta martie marts martxoa marz marzec marzo "
        "marzu maw mawrth mrt ozu ozujak ozujka μαρ μαρτιοσ μαρτιου бер березень березня мар март марта "
        "нау наурыз сак сакавік сакавіка մարտ մարտի մրտ מרץ اذار مارس مارچ मार्च মার্চ ਮਾਰਚ માર્ચ மார் "
        "மார்ச் మార్చి ಮಾರ್ಚ್ മാർ മാർച്ച് มีค มีนาคม მარ მარტი 三月"
    ),
    (4,): (
        "abr abril aib aibrean api apirila apr aprel april aprila aprile aprili aprilie aprilis aprill "
        "avr avril bal balandis balandzio dub duben dubna ebr ebrill huhti huhtikuu huhtikuuta kwi "
        "kwiecien kwietnia nis nisan pri prill tra travanj travnja απρ απριλιοσ απριλιου апр апрель "
        "апреля април квіт квітень квітня кра красавік красавіка сәу сәуір ապր ապրիլ ապրիլի אפר אפריל "
        "ابريل افريل اوریل اپریل نيسان अप्रिल अप्रैल एप्रि एप्रिल এপ্রি এপ্রিল ਅਪ੍ਰੈ ਅਪ੍ਰੈਲ એપ્રિલ ஏப் "
        "ஏப்ரல் ఏప్రి ఏప్రిల్ ಏಪ್ರಿ ಏಪ್ರಿಲ್ ഏപ്രി ഏപ്രിൽ เมย เมษายน აპრ აპრილი 四月"
    ),
    (5,): (
        "beal bealtaine geg geguze geguzes kve kveten kvetna mag maggio mai maiatza maig maijs maio maj "
        "maja majus may mayis mayo mei mej mejju svi svibanj svibnja touko toukokuu toukokuuta μαι μαιοσ "
        "μαιου маи мам мамыр мая мај трав травень травня մայիս մայիսի մյս מאי ايار ماي مايو مه ميی मई मे "
        "মে ਮਈ મે மே మే ಮೇ മേയ് พค พฤษภาคม მაი მაისი 五月"
    ),
    (6,): (
        "birz birzelio birzelis cerven cervna cvn cze czerwca czerwiec eka ekaina giu giugno gun gunju "
        "haz haziran hun hunyo iun iunie iyn iyun juin jun juna june junho juni junie junij junijs junio "
        "junius juny juuni kesa kesakuu kesakuuta lipanj lipnja meh mehefin meith meitheamh qer qershor "
        "xuno ιουν ιουνιοσ ιουνιου июн июнь июня мау маусым черв червень червня чэр чэрвень чэрвеня юни "
        "јун јуни հնս հունիս հունիսի יוני جوان جون حزيران يونيو ژوين जुन जून জুন ਜੂਨ જૂન ஜூன் జూన్ ಜೂನ್ "
        "ജൂൺ มิถุนายน มิย ივნ ივნისი 六月"
    ),
    (6, 7): ("lip"),
    (7,): (
        "cervence cervenec cvc gor gorff gorffennaf heina heinakuu heinakuuta hul hulyo iuil iul iulie "
        "iyl iyul juil juill juillet jul jula julai julho juli julie julij julijs julio juliol julius "
        "july juuli korr korrik liep liepa liepos lipca lipiec lug luglio lul lulju srpanj srpnja tem "
        "temmuz uzt uztaila xul xullo ιουλ ιουλιοσ ιουλιου июл июль июля лип липень липня ліп ліпень "
        "ліпеня шіл шілде юли јул јули հլս հուլիս հուլիսի יולי تموز جولايی جويلية يوليو يوليوز ژويیه "
        "जुलाई जुलै जुल॰ জুল জুলাই ਜੁਲਾ ਜੁਲਾਈ જુલાઈ ஜூலை జులై ಜುಲೈ ജൂലൈ กค กรกฎาคม ივლ ივლისი 七月"
    ),
    (7, 8): ("srp"),
    (8,): (
        "abu abuztua ag ago agost agosti agosto agu agust agustos agustus aout aug august augusta augusti "
        "augusts augustus augusztus avg avgust avq avqust awst aww awwissu elo elokuu elokuuta gush gusht "
        "kol kolovoz kolovoza lun lunasa ogo ogos rugp rugpjucio rugpjutis sie sierpien sierpnia srpen "
        "srpna αυγ αυγουστοσ αυγουστου авг август августа жні жнівень жніуня серп серпень серпня там "
        "тамыз օգոստոս օգոստոսի օգս אוג אוגוסט اب اغسطس اوت اگست غشت अगस्ट अगस्त अग॰ ऑग ऑगस्ट আগ আগস্ট ਅਗ "
        "ਅਗਸਤ ઑગસ્ટ ஆக ஆகஸ்ட் ఆగ ఆగస్టు ಆಗ ಆಗಸ್ಟ್ ഓഗ ഓഗസ്റ്റ് สค สิงหาคม აგვ აგვისტო 八月"
    ),
    (9,): (
        "eyl eylul ira iraila medi mfomh rugs rugsejis rugsejo ruj rujan rujna sen sentabr sentyabr sep "
        "sept septemba septembar september septembra septembre septembrie septembris septiembre set "
        "setembre setembro settembre settembru setyembre sht shtator syys syyskuu syyskuuta szept "
        "szeptember wrz wrzesien wrzesnia zar zari σεπ σεπτεμβριοσ σεπτεμβριου вер верасень верасня "
        "вересень вересня сент сентябрь сентября сеп септембар септември қыр қыркүиек սեպ սեպտեմբեր "
        "սեպտեմբերի ספט ספטמבר ايلول سبتمبر ستمبر سپتامبر شتنبر सप्टें सप्टेंबर सितंबर सित॰ सेप्टेम्बर "
        "সেপ সেপ্ট সেপ্টেম্বর ਸਤੰ ਸਤੰਬਰ સપ્ટે સપ્ટેમ્બર செப் செப்டம்பர் సెప్టెం సెప్టెంబర్ ಸೆಪ್ಟೆಂ "
        "ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റം സെപ്റ്റംബർ กย กันยายน სექ სექტემბერი 九月"
    ),
    (10,): (
        "dfomh eki ekim hyd hydref loka lokakuu lokakuuta oct october octobre octombrie octubre okt "
        "oktabr oktoba oktobar oktober oktobra oktobris oktoober oktubre oktyabr ott ottobre ottubru out "
        "outubro paz pazdziernik pazdziernika rij rijen rijna spal spalio spalis tet tetor urr urria οκτ "
        "οκτωβριοσ οκτωβριου жовт жовтень жовтня кас кастрычнік кастрычніка окт октобар октомври октябрь "
        "октября қаз қазан հոկ հոկտեմբեր հոկտեմբերի אוק אוקטובר اكتوبر اکتبر اکتوبر अक्टूबर अक्टू॰ "
        "अक्टोबर ऑक्टो ऑक्टोबर অক্টো অক্টোবর ਅਕਤੂ ਅਕਤੂਬਰ ઑક્ટો ઑક્ટોબર அக் அக்டோபர் అక్టో అక్టోబర్ ಅಕ್ಟೋ "
        "ಅಕ್ಟೋಬರ್ ഒക്ടോ ഒക്ടോബർ ตค ตุลาคม ოქტ ოქტომბერი 十月"
    ),
    (10, 11): ("lis listopad listopada"),
    (11,): (
        "aza azaroa kas kasim lapkr lapkricio lapkritis listopadu marras marraskuu marraskuuta nen nentor "
        "nob nobyembre noiembrie nov novemba novembar november novembra novembre novembris novembro "
        "novembru noviembre noy noyabr samh samhain stu studeni studenoga tach tachwedd νοε νοεμβριοσ "
        "νοεμβριου лист листопад листопада ліс лістапад лістапада нов новембар ное ноември нояб ноябрь "
        "ноября қар қараша նոյ նոյեմբեր նոյեմբերի נוב נובמבר نوامبر نوفمبر نومبر نونبر नवंबर नव॰ नोभेम्बर "
        "नोव्हें नोव्हेंबर নভে নভেম্বর ਨਵੰ ਨਵੰਬਰ નવે નવેમ્બર நவ நவம்பர் నవం నవంబర్ ನವೆಂ ನವೆಂಬರ್ നവം നവംബർ "
        "พย พฤศจิกายน ნოე ნოემბერი 十一月"
    ),
    (12,): (
        "abe abendua ara aralik dec decembar december decembra decembre decembrie decembris decembro dek "
        "dekabr des desemba desember desembre dets detsember dez dezember dezembro dhj dhjetor dic "
        "dicembre dicembru diciembre dis disember disyembre gru grudnia grudzien gruod gruodis gruodzio "
        "joulu joulukuu joulukuuta noll nollaig pro prosinac prosinca prosince prosinec rhag rhagfyr δεκ "
        "δεκεμβριοσ δεκεμβριου груд грудень грудня дек декабрь декабря декември дец децембар жел "
        "желтоқсан сне снежань снежня դեկ դեկտեմբեր դեկտեմբերի דצמ דצמבר دجنبر دسامبر دسمبر ديسمبر डिसें "
        "डिसेंबर डिसेम्बर दिसंबर दिस॰ ডিসে ডিসেম্বর ਦਸੰ ਦਸੰਬਰ ડિસે ડિસેમ્બર டிச டிசம்பர் డిసెం డిసెంబర్ "
        "ಡಿಸೆಂ ಡಿಸೆಂಬರ್ ഡിസം ഡിസംബർ ธค ธันวาคม დეკ დეკემბერი 十二月"
    ),
}
WEEKDAYS: dict[tuple[int, ...], str] = {
    (0,): (
        "al astelehena be dilluns dl dush dushanba e esmaspaev h hen hetfo isn isnin jumatatu llun luain "
        "luan lun lundi lunedi lunes luni luns ma maanantai maanantaina maandag man mandag manudagur mo "
        "mon monday montag pazartesi pirmadienis pirmd pirmdiena po pon pondeli pondelok ponedeljak "
        "ponedeljek ponedjeljak poniedziałek pr pzt seg segunda sen senin tne δευ δευτερα дс дүисенбі "
        "панядзелак пн пон понеделник понедельник понедељак понеділок երկ երկուշաբթի الاثنين دوشنبه پیر "
        "सोम सोमबार सोमवार সোম সোমবার ਸੋਮ ਸੋਮਵਾਰ સોમ સોમવાર திங் திங்கள் సోమ సోమవారం ಸೋಮ ಸೋಮವಾರ "
        "തിങ്കളാഴ്ച തിങ്കൾ จันทร์ วันจันทร์ ორშ ორშაბათი 周一 星期一 月 月曜日 週一 월 월요일"
    ),
    (1,): (
        "an antradienis ar asteartea di dienstag dimarts dinsdag dt jumanne kedd mairt mar mardi martedi "
        "martes marti maw otrd otrdiena sal sali sel selasa sesh seshanba t teisipaev ter terca ti "
        "tiistai tiistaina tir tirs tirsdag tis tisdag tli torek tue tuesday ty tysdag ut utery uto "
        "utorak utorok wt wtorek þri þriðjudagur τρι τριτη ау ауторак вт вто вторник вівторок сеисенбі сс "
        "уто уторак երեքշաբթի երք الثلاثاء سهشنبه منگل मंगल मंगलवार मंगळ मंगळवार मङ्गल मङ्गलबार মঙ্গল "
        "মঙ্গলবার ਮੰਗਲ ਮੰਗਲਵਾਰ મંગળ મંગળવાર செவ் செவ்வாய் మంగళ మంగళవారం ಮಂಗಳ ಮಂಗಳವಾರ ചൊവ്വ ചൊവ്വാഴ്ച "
        "วันอังคาร อังคาร სამ სამშაბათი 周二 星期二 火 火曜日 週二 화 화요일"
    ),
    (1, 2): ("k"),
    (1, 3): ("ca tor"),
    (2,): (
        "asteazkena az car carsamba cead ceadaoin chor chorshanba cərsənbə dc dimecres erb jumatano ke "
        "keskiviikko keskiviikkona kolmapaev mer mercoledi mercores mercredi mi mie miercoles miercuri "
        "mittwoch miy miyerkules mið miðvikudagur on ons onsdag qua quarta rab rabu sr sre sreda sri "
        "srijeda sroda streda sze szerda tr treciadienis tresd tresdiena wed wednesday wo woensdag τετ "
        "τεταρτη серада середа ср сре среда сряда сәрсенбі չորեքշաբթի չրք الاربعاء بدھ چهارشنبه बुध "
        "बुधबार बुधवार বুধ বুধবার ਬੁੱਧ ਬੁੱਧਵਾਰ બુધ બુધવાર புத புதன் బుధ బుధవారం ಬುಧ ಬುಧವಾರ ബുധനാഴ്ച ബുധൻ "
        "พุธ วันพุธ ოთხ ოთხშაბათი 周三 星期三 水 水曜日 週三 수 수요일"
    ),
    (2, 3, 5): ("st"),
    (2, 4): ("c"),
    (3,): (
        "alhamisi cet cetrtek ceturtd ceturtdiena cetvrtak cs csutortok ct ctvrtek czw czwartek dear "
        "deardaoin dijous dj do donderdag donnerstag enj fim fimmtudagur gio giovedi huw huwebes iau jeu "
        "jeudi joi jue jueves kam kamis ketvirtadienis kha khamis kt n neljapaev og osteguna pay "
        "payshanba per persembe qui quinta stvrtok thu thursday to tors torsdag torstai torstaina xov "
        "xoves ħam πεμ πεμπτη беисенбі бс чацвер чет четвер четверг четвртак четврток четвъртък чт чц "
        "հինգշաբթի հնգ الخميس جمعرات پنجشنبه गुरु गुरुवार बिहि बिहिबार বৃহস্পতি বৃহস্পতিবার ਵੀਰ ਵੀਰਵਾਰ "
        "ગુરુ ગુરુવાર வியா வியாழன் గురు గురువారం ಗುರು ಗುರುವಾರ വ്യാഴം വ്യാഴാഴ്ച พฤหัส วันพฤหัสบดี ხუთ "
        "ხუთშაბათი 周四 星期四 木 木曜日 週四 목 목요일"
    ),
    (4,): (
        "aoine biy biyernes cum cuma cumə divendres dv fos fostudagur fr fre fredag freitag fri friday "
        "gim gwe gwen haoine ijumaa jum juma jumaat jumat or ostirala pa patek pe penktadienis pentek "
        "perjantai perjantaina pet petak petek pi piatek piatok piektd piektdiena pn pre pt r reede sex "
        "sexta ven vendredi venerdi venres vie viernes vin vineri vr vrijdag vrydag παρ παρασκευη жм жұма "
        "пет петак петок петък пт пятница пятніца ուր ուրբաթ الجمعة جمعه جمعہ शुक्र शुक्रबार शुक्रवार "
        "শুক্র শুক্রবার ਸ਼ੁੱਕਰ ਸ਼ੁੱਕਰਵਾਰ શુક્ર શુક્રવાર வெள் வெள்ளி శుక్ర శుక్రవారం ಶುಕ್ರ ಶುಕ್ರವಾರ വെള്ളി "
        "വെള്ളിയാഴ്ച วันศุกร์ ศุกร์ პარ პარასკევი 周五 星期五 週五 金 金曜日 금 금요일"
    ),
    (4, 6): ("p"),
    (5,): (
        "cmt cumartesi dissabte ds jumamosi l la larunbata lau lauantai lauantaina laugardagur laupaev "
        "laurdag lor lordag lr lør lørdag s sa sab sabado sabato sabtu sad sam sambata samedi samstag sat "
        "saterdag sath sathairn saturday sestadienis sestd sestdiena shan shanba sht sib sob sobota sub "
        "subota szo szombat sənbə za zaterdag σαβ σαββατο саб сабота сб сенбі суб суббота субота събота "
        "շաբաթ շբթ שבת السبت شنبه ہفتہ शनि शनिबार शनिवार শনি শনিবার ਸ਼ਨੀ ਸ਼ਨੀਵਾਰ શનિ શનિવાર சனி శని "
        "శనివారం ಶನಿ ಶನಿವಾರ ശനി ശനിയാഴ്ച วันเสาร์ เสาร์ შაბ შაბათი 周六 土 土曜日 星期六 週六 토 토요일"
    ),
    (5, 6): ("so"),
    (6,): (
        "ahad ahd b bazar cn dg die dim dimanche diumenge dom domenica domh domhnaigh domingo dum "
        "duminica ig igandea jumapili lin linggo min minggu ne ned nedela nedele nedelja nedjelja niedz "
        "niedziela paz pazar puhapaev sekmadienis sk son sondag sonntag su sul sun sunday sunnudagur "
        "sunnuntai sunnuntaina svetd svetdiena sø søn søndag v vasarnap yak yakshanba zo zondag ħad κυρ "
        "κυριακη воскресенье вс жексенбі жс нд нед недела неделя недеља неділя нядзеля կիր կիրակի اتوار "
        "الاحد یکشنبه आइत आइतबार रवि रविवार রবি রবিবার ਐਤ ਐਤਵਾਰ રવિ રવિવાર ஞாயி ஞாயிறு ఆది ఆదివారం ಭಾನು "
        "ಭಾನುವಾರ ഞായറാഴ്ച ഞായർ วันอาทิตย์ อาทิตย์ კვი კვირა 周日 日 日曜日 星期日 週日 일 일요일"
    ),
}
