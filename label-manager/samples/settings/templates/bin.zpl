^XA
^FX A storage bin label, 102 x 51 mm at 203 dpi: aisle, rack, level, place, Code 128.
^CI28
^PW812
^LL406
^FO32,32^A0N,150,150^FD${aisle}-${rack}-${level}^FS
^FO640,32^A0N,150,150^FD${place}^FS
^FO32,196^BY3,2,120^BCN,120,Y,N,N,A^FD${aisle|code128}.${rack|code128}.${level|code128}.${place|code128}^FS
^FO560,330^A0N,36,36^FD${zone}^FS
^FO560,210^A0N,30,30^FB230,4,4,R^FD${remark}^FS
^XZ
