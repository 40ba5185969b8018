^XA
^FX A GS1 logistic label, 104 x 152 mm at 203 dpi: sender and receiver, content, two GS1-128 codes.
^CI28
^PW832
^LL1218
^FO30,30^A0N,28,28^FDFrom^FS
^FO30,62^A0N,30,30^FB370,4,3,L^FD${Absender}^FS
^FO416,20^GB3,180,3^FS
^FO440,30^A0N,28,28^FDTo^FS
^FO440,62^A0N,30,30^FB370,4,3,L^FD${Empfänger}\&${Straße}\&${PLZ} ${Ort}^FS
^FO20,200^GB792,3,3^FS
^FO30,216^A0N,24,24^FDSSCC^FS
^FO30,244^A0N,64,64^FD${sscc17|check-digit|sscc}^FS
^FO20,320^GB792,3,3^FS
^FO30,336^A0N,24,24^FDCONTENT^FS
^FO30,364^A0N,44,44^FD${gtin|gtin:14}^FS
^FO440,336^A0N,24,24^FDCOUNT^FS
^FO440,364^A0N,44,44^FD${Karton!number}^FS
^FO620,336^A0N,24,24^FDNET WEIGHT (KG)^FS
^FO620,364^A0N,44,44^FD${net|number:1.234,56;1234.5}^FS
^FO30,424^A0N,24,24^FDBEST BEFORE (DD.MM.YY)^FS
^FO30,452^A0N,44,44^FD${best-before|date:dd.MM.yyyy;dd.MM.yy}^FS
^FO440,424^A0N,24,24^FDBATCH/LOT^FS
^FO440,452^A0N,44,44^FD${Charge!required}^FS
^FO20,516^GB792,3,3^FS
^FX 02 GTIN of the content, 15 best before, 37 count (ends with FNC1), 10 batch.
^FO60,546^BY2,3,230^BCN,230,N,N,N,N^FD>;>802${gtin|gtin:14!number}15${best-before|gs1-date:dd.MM.yyyy;20!number}37${Karton|pad:4!number}>8>610${Charge|code128}^FS
^FO0,790^A0N,28,28^FB832,1,0,C^FD(02) ${gtin|gtin:14} (15) ${best-before|gs1-date:dd.MM.yyyy;20} (37) ${Karton|pad:4} (10) ${Charge}^FS
^FO90,850^BY4,3,260^BCN,260,N,N,N,N^FD>;>800${sscc17|check-digit|sscc!number}^FS
^FO0,1126^A0N,44,44^FB832,1,0,C^FD(00) ${sscc17|check-digit|sscc}^FS
^XZ
