@echo off
rem Shared by sbs.cmd and lpm.cmd: launch.cmd ROOT PROGRAM FIRST-ARGUMENT
rem Finds Java, builds what is missing (a package has both), and sets SBS_JAVA, SBS_OPTIONS and SBS_JAR for the caller.
rem Windows gives batch files no cheap way to compare the times of a whole tree: after an edit, delete
rem server\target\sbs-server.jar to build again.
set "SBS_ROOT=%~1"
set "SBS_PROGRAM=%~2"
set "SBS_FIRST=%~3"
set "SBS_SERVER_JAR=%SBS_ROOT%\server\target\sbs-server.jar"
set "SBS_LPM_JAR=%SBS_ROOT%\label-manager\target\lpm.jar"
set "SBS_DESKTOP_JAR=%SBS_ROOT%\desktop\target\sbs-desktop.jar"
set "SBS_PACKAGED=%SBS_ROOT%\runtime"
if exist "%SBS_PACKAGED%" set "SBS_SERVER_JAR=%SBS_ROOT%\sbs-server.jar"
if exist "%SBS_PACKAGED%" set "SBS_LPM_JAR=%SBS_ROOT%\lpm.jar"
set "SBS_JAR=%SBS_SERVER_JAR%"
if /i "%SBS_PROGRAM%"=="lpm" set "SBS_JAR=%SBS_LPM_JAR%"

set "SBS_JAVA=%SBS_PACKAGED%"
if exist "%SBS_PACKAGED%" goto built
call :find_java
if not defined SBS_JAVA goto no_java
if exist "%SBS_SERVER_JAR%" if exist "%SBS_LPM_JAR%" if exist "%SBS_DESKTOP_JAR%" goto built
call :build
if errorlevel 1 exit /b 1
:built

set "SBS_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if /i "%SBS_PROGRAM%"=="lpm" set "SBS_OPTIONS=-Xmx128m %SBS_OPTIONS%"
if /i "%SBS_PROGRAM% %SBS_FIRST%"=="lpm run" set "SBS_OPTIONS=%SBS_OPTIONS% -XX:Tier0InvokeNotifyFreqLog=4 -XX:Tier3InvocationThreshold=40 -XX:Tier3MinInvocationThreshold=16 -XX:Tier3CompileThreshold=200"
if /i "%SBS_PROGRAM% %SBS_FIRST%"=="sbs run" set "SBS_OPTIONS=-Xmx256m -XX:+UseSerialGC -XX:MaxInlineLevel=4 -XX:FreqInlineSize=50 -XX:InlineSmallCode=500"
exit /b 0

:no_java
>&2 echo SBS needs a JDK 17 or newer, and found none. JAVA_HOME is "%JAVA_HOME%".
>&2 echo Install one, from https://adoptium.net for example, and set JAVA_HOME to its folder.
exit /b 1

:find_java
set "SBS_JAVA="
if defined JAVA_HOME call :try_java "%JAVA_HOME%"
if defined SBS_JAVA exit /b 0
for %%J in (java.exe) do set "SBS_ON_PATH=%%~dp$PATH:J"
if defined SBS_ON_PATH call :try_java "%SBS_ON_PATH%.."
if defined SBS_JAVA exit /b 0
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk*" "%ProgramFiles%\Java\jdk*" "%ProgramFiles%\Microsoft\jdk*") do call :try_java "%%~D"
exit /b 0

rem Takes the folder if its Java is new enough and none was taken before.
:try_java
if defined SBS_JAVA exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "SBS_VERSION="
for /f "usebackq tokens=1,2 delims=.= " %%V in ("%~1\release") do if "%%V"=="JAVA_VERSION" set SBS_VERSION=%%W
if not defined SBS_VERSION exit /b 0
set SBS_VERSION=%SBS_VERSION:"=%
if %SBS_VERSION% GEQ 17 set "SBS_JAVA=%~1"
exit /b 0

:build
if not exist "%SBS_JAVA%\bin\javac.exe" goto no_compiler
if not exist "%SBS_ROOT%\target" mkdir "%SBS_ROOT%\target"
set "SBS_LOCK=%SBS_ROOT%\target\launcher.lock"
set "SBS_WAITED=0"
:lock
mkdir "%SBS_LOCK%" 2>nul && goto locked
if "%SBS_WAITED%"=="0" >&2 echo SBS is being built by another process; waiting for it.
set /a SBS_WAITED+=1
if %SBS_WAITED% GEQ 900 goto stale
ping -n 2 127.0.0.1 >nul
if exist "%SBS_SERVER_JAR%" if exist "%SBS_LPM_JAR%" if exist "%SBS_DESKTOP_JAR%" if not exist "%SBS_LOCK%" exit /b 0
goto lock
:stale
>&2 echo The lock %SBS_LOCK% is older than 15 minutes. If no build runs, delete that folder.
exit /b 1
:locked
>&2 echo Building SBS for its first use: a minute or two, and longer where Maven must fetch its parts ...
set "JAVA_HOME=%SBS_JAVA%"
pushd "%SBS_ROOT%"
call mvnw.cmd -B -q -pl server,label-manager,desktop -am -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true package >"%SBS_ROOT%\target\launcher-build.log" 2>&1
set "SBS_BUILD=%ERRORLEVEL%"
popd
rmdir "%SBS_LOCK%"
if not "%SBS_BUILD%"=="0" goto not_built
>&2 echo Built.
exit /b 0
:not_built
>&2 echo SBS could not be built. The log %SBS_ROOT%\target\launcher-build.log says why:
>&2 type "%SBS_ROOT%\target\launcher-build.log"
exit /b 1
:no_compiler
>&2 echo SBS must be built first and needs a JDK for that; %SBS_JAVA% has no javac.
exit /b 1
